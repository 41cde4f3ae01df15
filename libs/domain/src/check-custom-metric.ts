import type { CustomMetric } from './custom-metric.js';
import { ItemFault, optionalText, refuseOthers, type RawItem } from './item-fields.js';

const CODE = /^x_[a-z0-9][a-z0-9_]{0,59}$/;
const MEMBERS = new Set(['id', 'code', 'name', 'unit', 'kind', 'colour', 'icon']);
const COLOUR = /^#[0-9a-fA-F]{6}$/;

/** Checks the definition of a metric of the subject's own, its mutation id aside. Throws {@link ItemFault}. */
export function checkCustomMetric(body: RawItem): CustomMetric {
  refuseOthers(body, MEMBERS, MEMBERS);
  const code = required(body, 'code', 62);
  if (!CODE.test(code)) {
    const detail = 'code must be x_ and lower-case letters, digits or underscores, like x_mood';
    throw new ItemFault('invalid_metric_code', '/code', detail);
  }
  const kind = required(body, 'kind', 16);
  if (kind !== 'cumulative' && kind !== 'discrete') {
    throw new ItemFault('invalid_value', '/kind', 'kind must be cumulative or discrete');
  }
  const colour = optionalText(body, 'colour', 16);
  if (colour !== null && !COLOUR.test(colour)) {
    throw new ItemFault('invalid_value', '/colour', 'colour must look like #1f8a70');
  }
  const name = required(body, 'name', 80);
  return { code, name, unit: required(body, 'unit', 32), kind, colour, icon: optionalText(body, 'icon', 64) };
}

function required(body: RawItem, name: string, maxLength: number): string {
  const text = optionalText(body, name, maxLength);
  if (text === null) throw new ItemFault('required', `/${name}`, `${name} is required`);
  return text;
}
