import type { Metric } from '../metric.js';
import { COUNT, FLOW, FRACTION, LUNG_VOLUME, RATE } from './measures.js';
import { cumulative, discrete } from './metric-entry.js';

/** Breathing. */
export const RESPIRATION: readonly Metric[] = [
  discrete({
    code: 'oxygen_saturation',
    displayName: 'Blood oxygen',
    healthKit: 'HKQuantityTypeIdentifierOxygenSaturation',
    healthConnect: 'OxygenSaturation',
    measure: FRACTION,
    range: [0.5, 1],
    daily: 'avg',
  }),
  discrete({
    code: 'respiratory_rate',
    displayName: 'Respiratory rate',
    healthKit: 'HKQuantityTypeIdentifierRespiratoryRate',
    healthConnect: 'RespiratoryRate',
    measure: RATE,
    range: [3, 60],
    daily: 'avg',
    decimals: 1,
  }),
  discrete({
    code: 'forced_vital_capacity',
    displayName: 'Forced vital capacity',
    healthKit: 'HKQuantityTypeIdentifierForcedVitalCapacity',
    healthConnect: null,
    measure: LUNG_VOLUME,
    range: [0, 12],
    daily: 'avg',
  }),
  discrete({
    code: 'forced_expiratory_volume1',
    displayName: 'Forced expiratory volume in 1 s',
    healthKit: 'HKQuantityTypeIdentifierForcedExpiratoryVolume1',
    healthConnect: null,
    measure: LUNG_VOLUME,
    range: [0, 12],
    daily: 'avg',
  }),
  discrete({
    code: 'peak_expiratory_flow_rate',
    displayName: 'Peak expiratory flow rate',
    healthKit: 'HKQuantityTypeIdentifierPeakExpiratoryFlowRate',
    healthConnect: null,
    measure: FLOW,
    range: [0, 1_000],
    daily: 'avg',
  }),
  discrete({
    code: 'apple_sleeping_breathing_disturbances',
    displayName: 'Breathing disturbances while asleep',
    healthKit: 'HKQuantityTypeIdentifierAppleSleepingBreathingDisturbances',
    healthConnect: null,
    measure: COUNT,
    range: [0, 1_000],
    daily: 'avg',
    decimals: 1,
  }),
  cumulative({
    code: 'inhaler_usage',
    displayName: 'Inhaler usage',
    healthKit: 'HKQuantityTypeIdentifierInhalerUsage',
    healthConnect: null,
    measure: COUNT,
    range: [0, 200],
  }),
];
