import type { Metric } from './metric.js';

/** Apple prints the molar mass into the unit, with ever other last digits: `mmol<180.15588000005408>/L`. */
const MOLAR_UNIT = /^mmol<[^<>]{1,40}>\/L$/;

/**
 * Significant digits kept after a conversion. Devices measure three to six, and 98.6 degF × 5/9 − 160/9 in
 * doubles is 36.99999999999999: two clients that convert in another order would seem to disagree.
 */
const SIGNIFICANT_DIGITS = 12;

/**
 * Converts a value as sent to the metric's canonical unit. No unit means the canonical one. A value that is
 * already in it is kept to the last bit (but for -0, which becomes 0), any other is rounded to
 * {@link SIGNIFICANT_DIGITS}. The same input always gives the same bits.
 *
 * @returns `ok: false` if the metric does not accept the unit.
 */
export function toCanonical(
  metric: Pick<Metric, 'unit' | 'units'>,
  value: number,
  unit: string | null,
): { ok: true; value: number } | { ok: false } {
  if (unit === null || unit === metric.unit) return { ok: true, value: value === 0 ? 0 : value };
  const name = MOLAR_UNIT.test(unit) ? 'mmol/L' : unit;
  const conversion = Object.hasOwn(metric.units, name) ? metric.units[name] : undefined;
  if (conversion === undefined) return { ok: false };
  const { factor, offset = 0 } = conversion;
  const converted = factor === 1 && offset === 0 ? value : roundConverted(value * factor + offset);
  return { ok: true, value: converted === 0 ? 0 : converted };
}

function roundConverted(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
