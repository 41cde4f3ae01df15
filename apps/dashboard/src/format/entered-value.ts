import type { WireMetricType } from '@daybook/contract';
import { isTiny, shownText, TINY } from './format-value.js';
import { plainSigns, readNumber } from './read-number.js';
import type { ShownUnit } from './shown-unit.js';

/**
 * What was typed: the canonical value if it can be read as one, and in words what is wrong with it. One that is read
 * and lies outside the range is both: the server decides, which may be newer than the range that is known here.
 */
export interface EnteredValue {
  readonly value: number | null;
  readonly fault: string | null;
}

/** What decides whether a value can be kept. */
export type EnteredMetric = Pick<WireMetricType, 'unit' | 'decimals' | 'range'>;

/** Digits that survive a change of unit: 97.3 % is 0.973 and not 0.9730000000000001. */
const SIGNIFICANT_DIGITS = 12;

/** `7:30`, `7 h 30`, `7h30m`, `7 h`, `450 min`. */
const CLOCK = /^(?:(\d{1,3})(?::(\d\d)| ?h(?: ?(\d{1,2}) ?(?:m|min)?)?)|(\d{1,5}) ?(?:m|min))$/i;

/** The canonical value of what was typed in the shown unit. What could mean another value is refused, never guessed. */
export function enteredValue(
  typed: string,
  metric: EnteredMetric,
  unit: ShownUnit,
  locale?: string,
): EnteredValue {
  const text = plainSigns(typed).trim();
  if (text === '') return refused('Type a number first.');
  const minutes = unit.style === 'clock' ? minutesOf(text) : null;
  const reading = minutes === null ? readNumber(typed, locale) : { value: minutes };
  if (reading.value === null) {
    const example =
      unit.style === 'clock' ? '443 or 7:23' : numberText(wholeOnly(metric) ? 4800 : 72.4, locale);
    return reading.why === 'two'
      ? refused(`“${typed}” can be read as two numbers. Leave out the sign between thousands.`)
      : refused(`“${typed}” is not a number. Type it like ${example}.`);
  }
  const value = canonical(reading.value, unit);
  if ((wholeOnly(metric) || unit.style === 'clock') && !Number.isInteger(value)) {
    const what = unit.style === 'clock' ? 'whole minutes, or hours like 7:30' : 'a whole number';
    return refused(`Must be ${what}: this reads as ${numberText(value, locale)}.`);
  }
  const words = rangeWords(metric, unit, locale);
  const [lowest, highest] = metric.range ?? [-Infinity, Infinity];
  const isOutside = words !== null && (value < lowest || value > highest);
  return { value, fault: isOutside ? `The server takes what is ${words}.` : null };
}

/** `between 0 and 200,000 steps`: what the server keeps of a metric; `null` where it says nothing. */
export function rangeWords({ range }: EnteredMetric, unit: ShownUnit, locale?: string): string | null {
  if (range === null) return null;
  const [lowest, highest] = range;
  if (unit.style === 'clock')
    return `between ${shownText(lowest, unit, locale)} and ${shownText(highest, unit, locale)}`;
  const last = unit.symbol === '' ? '' : `\u00a0${unit.symbol}`;
  // Not rounded to what is shown: a bound that is told is the bound.
  const [from, to] = [lowest, highest].map((bound) => numberText(inUnit(bound, unit), locale));
  return `between ${from ?? ''} and ${to ?? ''}${last}`;
}

/** A canonical value as it stands in the field when it is to be changed. */
export function enteredText(value: number, unit: ShownUnit, locale?: string): string {
  const amount = inUnit(value, unit);
  const digits = isTiny(amount, unit) ? TINY : { maximumFractionDigits: unit.decimals };
  return new Intl.NumberFormat(locale, { useGrouping: false, ...digits }).format(amount);
}

function refused(fault: string): EnteredValue {
  return { value: null, fault };
}

/** Nobody takes half a step. An own metric says nothing of its decimals and takes what its owner writes. */
function wholeOnly({ unit, decimals }: EnteredMetric): boolean {
  return unit === 'count' && decimals === 0;
}

function minutesOf(text: string): number | null {
  const [, hours, minutesOfClock, minutesOfWords, minutes] = CLOCK.exec(text) ?? [];
  if (minutes !== undefined) return Number(minutes);
  const rest = Number(minutesOfClock ?? minutesOfWords ?? 0);
  return hours === undefined || rest > 59 ? null : Number(hours) * 60 + rest;
}

function canonical(value: number, { per }: ShownUnit): number {
  return per === 1 ? value : Number((value * per).toPrecision(SIGNIFICANT_DIGITS));
}

function inUnit(value: number, { per }: ShownUnit): number {
  return per === 1 ? value : Number((value / per).toPrecision(SIGNIFICANT_DIGITS));
}

function numberText(value: number, locale: string | undefined): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: SIGNIFICANT_DIGITS }).format(value);
}
