import type { UnitConversion } from '../metric.js';

/** What several metrics are measured in: the canonical unit, the units accepted beside it, and decimals to show. */
export interface Measure {
  readonly unit: string;
  readonly units: Readonly<Record<string, UnitConversion>>;
  readonly decimals: number;
}

// Units stand as HealthKit and Apple's export spell them, then UCUM, then what other makers and people send.
// Factors are the exact definitions (yard and pound agreement of 1959, thermochemical calorie) unless noted.
const SAME: UnitConversion = { factor: 1 };

export const COUNT: Measure = { unit: 'count', units: { count: SAME }, decimals: 0 };

export const LENGTH: Measure = {
  unit: 'm',
  units: {
    m: SAME,
    km: { factor: 1000 },
    cm: { factor: 0.01 },
    mm: { factor: 0.001 },
    mi: { factor: 1609.344 },
    yd: { factor: 0.9144 },
    ft: { factor: 0.3048 },
    in: { factor: 0.0254 },
  },
  decimals: 2,
};

export const SPEED: Measure = {
  unit: 'm/s',
  units: {
    'm/s': SAME,
    'km/hr': { factor: 1 / 3.6 },
    'km/h': { factor: 1 / 3.6 },
    'mi/hr': { factor: 0.44704 },
    'mi/h': { factor: 0.44704 },
    mph: { factor: 0.44704 },
    'ft/s': { factor: 0.3048 },
  },
  decimals: 2,
};

/** `cal` is missing on purpose: to HealthKit it is a thousandth of the `Cal` that food labels mean by it. */
export const ENERGY: Measure = {
  unit: 'kcal',
  units: { kcal: SAME, Cal: SAME, kJ: { factor: 1 / 4.184 }, J: { factor: 1 / 4184 } },
  decimals: 0,
};

export const POWER: Measure = { unit: 'W', units: { W: SAME, kW: { factor: 1000 } }, decimals: 0 };

/** One MET is one kilocalorie per kilogram and hour. */
export const METABOLIC_RATE: Measure = {
  unit: 'kcal/(kg.h)',
  units: {
    'kcal/(kg.h)': SAME,
    'kcal/hr·kg': SAME,
    'kcal/kg·hr': SAME,
    'kcal/(kg·hr)': SAME,
    'kcal/(kg*hr)': SAME,
    'kcal/(hr·kg)': SAME,
    'kcal/(kg·h)': SAME,
    'kcal/kg/hr': SAME,
    'kcal/kg/h': SAME,
    MET: SAME,
  },
  decimals: 1,
};

export const EFFORT_SCORE: Measure = {
  unit: '{score}',
  units: { '{score}': SAME, appleEffortScore: SAME, count: SAME },
  decimals: 0,
};

export const DURATION: Measure = {
  unit: 'min',
  units: {
    min: SAME,
    s: { factor: 1 / 60 },
    ms: { factor: 1 / 60_000 },
    h: { factor: 60 },
    hr: { factor: 60 },
  },
  decimals: 0,
};

export const SHORT_DURATION: Measure = {
  unit: 'ms',
  units: { ms: SAME, s: { factor: 1000 } },
  decimals: 0,
};

export const RATE: Measure = {
  unit: '/min',
  units: {
    '/min': SAME,
    'count/min': SAME,
    '1/min': SAME,
    bpm: SAME,
    'beats/min': SAME,
    'breaths/min': SAME,
    'count/s': { factor: 60 },
    '/s': { factor: 60 },
    Hz: { factor: 60 },
  },
  decimals: 0,
};

/** 0 to 1. A `%` is divided by 100; Apple's export prints fractions under `%`, which its importer sends as `1`. */
export const FRACTION: Measure = { unit: '1', units: { '1': SAME, '%': { factor: 0.01 } }, decimals: 3 };

export const BODY_MASS: Measure = {
  unit: 'kg',
  units: {
    kg: SAME,
    g: { factor: 0.001 },
    lb: { factor: 0.45359237 },
    oz: { factor: 0.028349523125 },
    st: { factor: 6.35029318 },
  },
  decimals: 1,
};

export const BODY_MASS_INDEX: Measure = {
  unit: 'kg/m2',
  units: { 'kg/m2': SAME, 'kg/m²': SAME, 'kg/m^2': SAME, count: SAME },
  decimals: 1,
};

/** Food is weighed in ounces as well; µ comes as U+00B5 from keyboards and as U+03BC from Swift. */
export const NUTRIENT: Measure = {
  unit: 'g',
  units: {
    g: SAME,
    kg: { factor: 1000 },
    mg: { factor: 1e-3 },
    mcg: { factor: 1e-6 },
    ug: { factor: 1e-6 },
    '\u00b5g': { factor: 1e-6 },
    '\u03bcg': { factor: 1e-6 },
    oz: { factor: 28.349523125 },
    lb: { factor: 453.59237 },
  },
  decimals: 1,
};

export const DRINK: Measure = {
  unit: 'mL',
  units: {
    mL: SAME,
    ml: SAME,
    cL: { factor: 10 },
    dL: { factor: 100 },
    L: { factor: 1000 },
    l: { factor: 1000 },
    fl_oz_us: { factor: 29.5735295625 },
    fl_oz_imp: { factor: 28.4130625 },
    cup_us: { factor: 236.5882365 },
    cup_imp: { factor: 284.130625 },
    pt_us: { factor: 473.176473 },
    pt_imp: { factor: 568.26125 },
  },
  decimals: 0,
};

export const LUNG_VOLUME: Measure = {
  unit: 'L',
  units: { L: SAME, l: SAME, mL: { factor: 0.001 }, ml: { factor: 0.001 } },
  decimals: 2,
};

export const FLOW: Measure = { unit: 'L/min', units: { 'L/min': SAME, 'L/s': { factor: 60 } }, decimals: 0 };

/** Kilopascal by the conventional millimetre of mercury, 133.322387415 Pa. */
export const PRESSURE: Measure = {
  unit: 'mm[Hg]',
  units: { 'mm[Hg]': SAME, mmHg: SAME, kPa: { factor: 1000 / 133.322387415 } },
  decimals: 0,
};

/**
 * Apple's molar mass of glucose, to its last digit, so that what a phone stored in mg/dL and printed in mmol/L
 * comes back as it was; Health Connect's 18.0182 differs from it by 0.015 %.
 */
export const GLUCOSE: Measure = {
  unit: 'mg/dL',
  units: { 'mg/dL': SAME, 'mmol/L': { factor: 180.15588000005408 / 10 }, 'g/L': { factor: 100 } },
  decimals: 0,
};

export const INSULIN: Measure = { unit: '[iU]', units: { '[iU]': SAME, IU: SAME, U: SAME }, decimals: 2 };

export const TEMPERATURE: Measure = {
  unit: 'Cel',
  units: {
    Cel: SAME,
    degC: SAME,
    '°C': SAME,
    degF: { factor: 5 / 9, offset: -160 / 9 },
    '[degF]': { factor: 5 / 9, offset: -160 / 9 },
    '°F': { factor: 5 / 9, offset: -160 / 9 },
    K: { factor: 1, offset: -273.15 },
  },
  decimals: 1,
};

/** Skin conducts some microsiemens. */
export const CONDUCTANCE: Measure = {
  unit: 'S',
  units: {
    S: SAME,
    mS: { factor: 1e-3 },
    mcS: { factor: 1e-6 },
    uS: { factor: 1e-6 },
    '\u00b5S': { factor: 1e-6 },
    '\u03bcS': { factor: 1e-6 },
  },
  decimals: 7,
};

export const OXYGEN_UPTAKE: Measure = {
  unit: 'mL/(kg.min)',
  units: {
    'mL/(kg.min)': SAME,
    'mL/min·kg': SAME,
    'mL/kg·min': SAME,
    'mL/(kg·min)': SAME,
    'mL/(min·kg)': SAME,
    'mL/(kg*min)': SAME,
    'mL/kg/min': SAME,
    'mL/min/kg': SAME,
    'ml/min·kg': SAME,
    'ml/kg·min': SAME,
    'ml/(kg·min)': SAME,
    'ml/(kg*min)': SAME,
    'ml/kg/min': SAME,
    'ml/min/kg': SAME,
  },
  decimals: 1,
};

export const SOUND_LEVEL: Measure = {
  unit: 'dB[SPL]',
  units: { 'dB[SPL]': SAME, dBASPL: SAME, dB: SAME, dBA: SAME, 'dB(A)': SAME },
  decimals: 0,
};
