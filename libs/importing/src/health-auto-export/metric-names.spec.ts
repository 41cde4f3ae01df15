import { findMetric } from '@daybook/domain';
import { codeOfName, unitOfApp } from './metric-names.js';

/** Names that the app's exports have been seen with. */
const SEEN = [
  ['active_energy', 'kcal'],
  ['apple_exercise_time', 'min'],
  ['apple_sleeping_wrist_temperature', 'degC'],
  ['apple_stand_time', 'min'],
  ['basal_energy_burned', 'kJ'],
  ['blood_glucose', 'mg/dL'],
  ['blood_oxygen_saturation', '%'],
  ['body_fat_percentage', '%'],
  ['body_mass_index', 'count'],
  ['carbohydrates', 'g'],
  ['cardio_recovery', 'count/min'],
  ['cycling_distance', 'mi'],
  ['dietary_energy', 'kcal'],
  ['dietary_water', 'mL'],
  ['environmental_audio_exposure', 'dBASPL'],
  ['flights_climbed', 'count'],
  ['headphone_audio_exposure', 'dBASPL'],
  ['heart_rate', 'bpm'],
  ['heart_rate_variability', 'ms'],
  ['height', 'cm'],
  ['lean_body_mass', 'kg'],
  ['physical_effort', 'kcal/hr·kg'],
  ['respiratory_rate', 'brpm'],
  ['resting_heart_rate', 'bpm'],
  ['running_ground_contact_time', 'ms'],
  ['running_power', 'W'],
  ['running_speed', 'kmph'],
  ['running_stride_length', 'm'],
  ['running_vertical_oscillation', 'cm'],
  ['six_minute_walking_test_distance', 'm'],
  ['stair_speed_down', 'm/s'],
  ['stair_speed_up', 'm/s'],
  ['step_count', 'count'],
  ['time_in_daylight', 'min'],
  ['vo2_max', 'ml/(kg·min)'],
  ['walking_asymmetry_percentage', '%'],
  ['walking_double_support_percentage', '%'],
  ['walking_heart_rate_average', 'bpm'],
  ['walking_running_distance', 'km'],
  ['walking_speed', 'km/hr'],
  ['walking_step_length', 'cm'],
  ['weight_body_mass', 'lb'],
] as const;

describe('the names of Health Auto Export', () => {
  it.each(SEEN)('are known: %s in %s', (name, units) => {
    const metric = findMetric(codeOfName(name));
    expect(metric).toBeDefined();
    expect(Object.keys(metric?.units ?? {})).toContain(unitOfApp(units));
  });

  it('are ours where they are the same, and else stay what they are', () => {
    expect(codeOfName('vo2_max')).toBe('vo2_max');
    expect(codeOfName('toothbrushing')).toBe('toothbrushing');
    expect(codeOfName('constructor')).toBe('constructor');
  });
});
