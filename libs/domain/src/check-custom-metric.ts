import type { CustomMetric } from './custom-metric.js';
import { ItemFault, faultsOf, optionalText, refuseOthers, type RawItem } from './item-fields.js';
import type { Rejection } from './rejection.js';

const CODE = /^x_[a-z0-9][a-z0-9_]{0,59}$/;
const MEMBERS = new Set(['id', 'code', 'name', 'unit', 'kind', 'colour', 'icon']);
const COLOUR = /^#[0-9a-fA-F]{6}$/;

/** Checks the definition of a metric of the subject's own, its mutation id aside. Throws {@link ItemFault}. */
export function checkCustomMetric(body: RawItem): CustomMetric {
  refuseOthers(body, MEMBERS, MEMBERS);
  const code = codeOf(body);
  const kind = kindOf(body);
  const colour = colourOf(body);
  const name = nameOf(body);
  return { code, name, unit: unitOf(body), kind, colour, icon: iconOf(body) };
}

/** Every fault of a definition, its mutation id aside. */
export function customMetricFaults(body: RawItem): readonly Rejection[] {
  const names = { allowed: MEMBERS, known: MEMBERS };
  return faultsOf(body, names, codeOf, kindOf, colourOf, nameOf, unitOf, iconOf);
}

function codeOf(body: RawItem): string {
  const code = required(body, 'code', 62);
  if (CODE.test(code)) return code;
  const detail = 'code must be x_ and lower-case letters, digits or underscores, like x_mood';
  throw new ItemFault('invalid_metric_code', '/code', detail);
}

function kindOf(body: RawItem): CustomMetric['kind'] {
  const kind = required(body, 'kind', 16);
  if (kind === 'cumulative' || kind === 'discrete') return kind;
  throw new ItemFault('invalid_value', '/kind', 'kind must be cumulative or discrete');
}

function colourOf(body: RawItem): string | null {
  const colour = optionalText(body, 'colour', 16);
  if (colour === null || COLOUR.test(colour)) return colour;
  throw new ItemFault('invalid_value', '/colour', 'colour must look like #1f8a70');
}

function nameOf(body: RawItem): string {
  return required(body, 'name', 80);
}

function unitOf(body: RawItem): string {
  return required(body, 'unit', 32);
}

function iconOf(body: RawItem): string | null {
  return optionalText(body, 'icon', 64);
}

function required(body: RawItem, name: string, maxLength: number): string {
  const text = optionalText(body, name, maxLength);
  if (text === null) throw new ItemFault('required', `/${name}`, `${name} is required`);
  return text;
}
