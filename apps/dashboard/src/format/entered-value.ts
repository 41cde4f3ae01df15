import type { ShownUnit } from './shown-unit.js';

/** Digits that survive a change of unit: 97.3 % is 0.973 and not 0.9730000000000001. */
const SIGNIFICANT_DIGITS = 12;

/** The canonical value of what was typed in the shown unit; `null` for what is no number. */
export function enteredValue(typed: string, unit: ShownUnit): number | null {
  const text = typed.trim().replace(',', '.');
  const value = text === '' ? NaN : Number(text);
  if (!Number.isFinite(value)) return null;
  return unit.per === 1 ? value : Number((value * unit.per).toPrecision(SIGNIFICANT_DIGITS));
}

/** A canonical value as it stands in the field when it is to be changed. */
export function enteredText(value: number, unit: ShownUnit): string {
  return String(Number((value / unit.per).toFixed(unit.decimals)));
}
