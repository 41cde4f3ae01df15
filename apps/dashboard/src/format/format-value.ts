import type { ShownUnit } from './shown-unit.js';

/** One amount with its unit; hours and minutes are two. */
export interface ShownAmount {
  readonly amount: string;
  readonly unit: string;
}

const MINUTES_PER_HOUR = 60;
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string | undefined, decimals: number, fewest = decimals): Intl.NumberFormat {
  const key = `${locale ?? ''}/${fewest}/${decimals}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, { minimumFractionDigits: fewest, maximumFractionDigits: decimals });
  formats.set(key, format);
  return format;
}

function twoDigits(locale: string | undefined): Intl.NumberFormat {
  const key = `${locale ?? ''}/two`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  formats.set(key, format);
  return format;
}

/** A canonical value as it is shown, in the user's locale unless another is named. */
export function shownAmounts(value: number, unit: ShownUnit, locale?: string): readonly ShownAmount[] {
  if (unit.style === 'clock') return clockAmounts(value, locale);
  return [{ amount: shownNumber(value, unit, locale), unit: unit.symbol }];
}

/** The same as one text: `7 h 23 min`, `8,003`, `97.0 %`. */
export function shownText(value: number, unit: ShownUnit, locale?: string): string {
  return shownAmounts(value, unit, locale)
    .map((part) => (part.unit === '' ? part.amount : `${part.amount}\u00a0${part.unit}`))
    .join(' ');
}

/** Only the number, for a place whose unit is said elsewhere. */
export function shownNumber(value: number, unit: ShownUnit, locale?: string): string {
  if (unit.style === 'clock') return shownText(value, unit, locale);
  const amount = value / unit.per;
  if (isTiny(amount, unit)) return new Intl.NumberFormat(locale, TINY).format(amount);
  return numberFormat(locale, unit.decimals, unit.fewestDecimals).format(amount);
}

/** Minutes as short as a clock says them, `1:05`, where a column has no room for their units. */
export function clockText(minutes: number, locale?: string): string {
  const whole = Math.round(minutes);
  const hours = Math.floor(whole / MINUTES_PER_HOUR);
  return `${wholeNumber(hours, locale)}:${twoDigits(locale).format(whole % MINUTES_PER_HOUR)}`;
}

/** `0.00123`: as many decimals as it takes. */
export const TINY: Intl.NumberFormatOptions = { maximumSignificantDigits: 3 };

/** Whether the decimals of a unit would make nothing of an amount, though nobody said that it has so few. */
export function isTiny(amount: number, { decimals, fewestDecimals }: ShownUnit): boolean {
  return fewestDecimals < decimals && amount !== 0 && Number(amount.toFixed(decimals)) === 0;
}

/** A count of things that are no measurement. */
export function wholeNumber(count: number, locale?: string): string {
  return numberFormat(locale, 0).format(count);
}

/** `1 event`, `1,200 events`. */
export function counted(count: number, thing: string, locale?: string): string {
  return `${wholeNumber(count, locale)} ${thing}${count === 1 ? '' : 's'}`;
}

function clockAmounts(value: number, locale: string | undefined): ShownAmount[] {
  const format = numberFormat(locale, 0);
  const minutes = Math.round(Math.abs(value));
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const rest = minutes % MINUTES_PER_HOUR;
  if (hours === 0) return [{ amount: format.format(rest), unit: 'min' }];
  const whole = { amount: format.format(hours), unit: 'h' };
  // Two digits, so that a column of nights stands straight.
  return rest === 0 ? [whole] : [whole, { amount: twoDigits(locale).format(rest), unit: 'min' }];
}
