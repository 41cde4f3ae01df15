import fc from 'fast-check';
import { toCanonical } from './canonical-value.js';
import { METRICS, findMetric } from './metrics.js';
import type { Metric } from './metric.js';

function metric(code: string): Metric {
  const found = findMetric(code);
  if (found === undefined) throw new Error(`no metric ${code}`);
  return found;
}

function converted(code: string, value: number, unit: string | null): number | undefined {
  const result = toCanonical(metric(code), value, unit);
  return result.ok ? result.value : undefined;
}

describe('a value with its unit', () => {
  it.each([
    ['distance_walking_running', 1, 'mi', 1609.344],
    ['distance_walking_running', 0.413373, 'mi', 665.259357312],
    ['distance_walking_running', 1.3, 'km', 1300],
    ['height', 180, 'cm', 1.8],
    ['height', 5.5, 'ft', 1.6764],
    ['height', 71, 'in', 1.8034],
    ['distance_swimming', 25, 'yd', 22.86],
    ['body_mass', 177.91, 'lb', 80.6986185467],
    ['body_mass', 11, 'st', 69.85322498],
    ['body_mass', 16, 'oz', 0.45359237],
    ['active_energy_burned', 1, 'kJ', 0.239005736138],
    ['active_energy_burned', 418.4, 'kJ', 100],
    ['active_energy_burned', 35.96, 'Cal', 35.96],
    ['body_temperature', 98.6, 'degF', 37],
    ['body_temperature', 36.6, 'degC', 36.6],
    ['body_temperature', 310.15, 'K', 37],
    ['oxygen_saturation', 97, '%', 0.97],
    ['body_fat_percentage', 14.1, '%', 0.141],
    ['heart_rate', 62, 'count/min', 62],
    ['heart_rate', 62, 'bpm', 62],
    ['heart_rate', 1.1, 'count/s', 66],
    ['blood_glucose', 100, 'mg/dL', 100],
    ['blood_glucose', 5.5, 'mmol/L', 99.085734],
    ['blood_glucose', 5.5, 'mmol<180.15588000005408>/L', 99.085734],
    ['blood_glucose', 5.5, 'mmol<180.1558800000541>/L', 99.085734],
    ['vo2_max', 42, 'mL/min·kg', 42],
    ['vo2_max', 42, 'mL/kg·min', 42],
    ['vo2_max', 42, 'ml/kg/min', 42],
    ['vo2_max', 42, 'mL/(kg·min)', 42],
    ['physical_effort', 3.5, 'kcal/hr·kg', 3.5],
    ['physical_effort', 3.5, 'kcal/(kg·hr)', 3.5],
    ['walking_speed', 3.6, 'km/hr', 1],
    ['walking_speed', 3, 'mi/hr', 1.34112],
    ['sleep_duration', 7.5, 'hr', 450],
    ['sleep_duration', 27_000, 's', 450],
    ['heart_rate_variability_sdnn', 0.0552505, 's', 55.2505],
    ['running_vertical_oscillation', 9.1, 'cm', 0.091],
    ['dietary_sodium', 10_824, 'mg', 10.824],
    ['dietary_vitamin_a', 3888, 'mcg', 0.003888],
    ['dietary_vitamin_d', 400, 'IU', 0.00001],
    ['dietary_water', 8, 'fl_oz_us', 236.5882365],
    ['dietary_water', 0.25, 'L', 250],
    ['insulin_delivery', 4.5, 'IU', 4.5],
    ['electrodermal_activity', 5, 'mcS', 0.000005],
    ['blood_pressure_systolic', 120, 'mmHg', 120],
    ['blood_pressure_systolic', 16, 'kPa', 120.009852135],
    ['environmental_audio_exposure', 71.5, 'dBASPL', 71.5],
    ['workout_effort_score', 6, 'appleEffortScore', 6],
    ['peak_expiratory_flow_rate', 8, 'L/s', 480],
    ['steps', 5000, 'count', 5000],
  ])('of %s: %d %s is %d', (code, value, unit, canonical) => {
    expect(converted(code, value, unit)).toBe(canonical);
  });

  it.each([
    ['steps', 'km'],
    ['steps', 'Count'],
    ['steps', ''],
    ['active_energy_burned', 'cal'],
    ['heart_rate', '%'],
    ['body_mass', 'toString'],
    ['body_mass', '__proto__'],
    ['heart_rate', 'mmol<180.15588000005408>/L'],
    ['blood_glucose', 'mmol<>/L'],
    ['blood_glucose', 'mmol<180.2>/mL'],
    ['distance_cycling', 'MI'],
  ])('of %s is not accepted in %j', (code, unit) => {
    expect(toCanonical(metric(code), 1, unit)).toEqual({ ok: false });
  });

  it('without a unit, or in the canonical one, is kept to the last bit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...METRICS), fc.double({ noNaN: true }), (each, value) => {
        const kept = value === 0 ? 0 : value;
        expect(toCanonical(each, value, null)).toStrictEqual({ ok: true, value: kept });
        expect(toCanonical(each, value, each.unit)).toStrictEqual({ ok: true, value: kept });
      }),
    );
  });

  it('is never negative zero', () => {
    expect(Object.is(converted('steps', -0, null), 0)).toBe(true);
    expect(Object.is(converted('distance_cycling', -0, 'km'), 0)).toBe(true);
    expect(Object.is(converted('active_energy_burned', -0, 'Cal'), 0)).toBe(true);
  });

  it('keeps its order and twelve digits through any conversion', () => {
    const conversions = METRICS.flatMap((each) => Object.keys(each.units).map((unit) => ({ each, unit })));
    const values = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...conversions), values, values, ({ each, unit }, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const first = toCanonical(each, low, unit);
        const second = toCanonical(each, high, unit);
        if (!first.ok || !second.ok) throw new Error('an accepted unit was refused');
        expect(first.value).toBeLessThanOrEqual(second.value);
        const { factor, offset = 0 } = each.units[unit] ?? { factor: Number.NaN };
        const plain = low * factor + offset;
        expect(Math.abs(first.value - plain)).toBeLessThanOrEqual(Math.abs(plain) * 5e-12);
      }),
      { numRuns: 1000 },
    );
  });

  it('comes back from mmol/L as the mg/dL that the phone held', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 800 }), (mgPerDecilitre) => {
        const printed = mgPerDecilitre / (180.15588000005408 / 10);
        expect(converted('blood_glucose', printed, 'mmol<180.15588000005408>/L')).toBe(mgPerDecilitre);
      }),
    );
  });
});
