import type { QueuedMutation } from '@daybook/sync-client';
import { describedMetric, type Catalogue } from '../catalogue/catalogue.js';
import { shortDate } from '../format/format-date.js';
import { rangeWords } from '../format/entered-value.js';
import { sentence } from '../format/sentence.js';
import { shownText } from '../format/format-value.js';
import { shownUnit } from '../format/shown-unit.js';

const DATE_LENGTH = 10;

/** What somebody wanted of a metric on a day, whether or not it is kept. */
export interface Wish {
  /** `<date>/<type>`; `''` if it is of no day. */
  readonly day: string;
  readonly item: { readonly retract: true } | { readonly value?: number | null };
}

/** `Steps on Fri, Nov 21: 9,000 steps`. */
export function wishWords({ item, day }: Wish, catalogue: Catalogue, today: string): string {
  const code = day.slice(DATE_LENGTH + 1);
  const metric = describedMetric(catalogue, code);
  const what = day === '' ? 'A record' : `${metric.name} on ${shortDate(day.slice(0, DATE_LENGTH), today)}`;
  if ('retract' in item) return `${what}: take the manual value back`;
  if (item.value === null || item.value === undefined) return `${what}: no value`;
  return `${what}: ${shownText(item.value, shownUnit(metric))}`;
}

/** Whether sending it again may help. A refusal repeats itself until it is the server that has changed. */
export function mayPass({ problem }: QueuedMutation): boolean {
  return problem?.cause !== 'verdict';
}

/** Why it is not on the server, in a sentence. */
export function problemWords({ problem, tries, day }: QueuedMutation, catalogue: Catalogue): string {
  if (problem === null) return 'It has not been tried yet.';
  const code = day.slice(DATE_LENGTH + 1);
  const metric = describedMetric(catalogue, code);
  const range = problem.code === 'value_out_of_range' ? rangeWords(metric, shownUnit(metric)) : null;
  if (problem.code === 'unreachable') return `The server was not reached. ${triesWords(tries)}`;
  // The server speaks of metrics by their codes and in canonical units, which no reader knows.
  const detail =
    range === null
      ? problem.detail.trim().replace(`${code} `, `${metric.name} `)
      : `${metric.name} must be ${range}`;
  const words = sentence(detail);
  if (problem.cause === 'verdict') return `The server refused it: ${words}`;
  return `${words} ${triesWords(tries)}`;
}

function triesWords(tries: number): string {
  return `Tried ${tries === 1 ? 'once' : `${tries} times`}.`;
}
