import { METRICS, findMetric, metricNames } from './metrics.js';
import { toCanonical } from './canonical-value.js';
import { isSource } from './source.js';

/** The HealthKit types of Apple's iOS 18 headers, without prefix. */
const CUMULATIVE = `StepCount DistanceWalkingRunning DistanceCycling DistanceSwimming DistanceWheelchair
  DistanceDownhillSnowSports DistanceCrossCountrySkiing DistancePaddleSports DistanceRowing DistanceSkatingSports
  ActiveEnergyBurned BasalEnergyBurned FlightsClimbed AppleExerciseTime AppleMoveTime AppleStandTime TimeInDaylight
  DietaryEnergyConsumed DietaryProtein DietaryCarbohydrates DietaryFatTotal DietaryFatSaturated
  DietaryFatMonounsaturated DietaryFatPolyunsaturated DietaryFiber DietarySugar DietaryCholesterol DietarySodium
  DietaryPotassium DietaryCalcium DietaryIron DietaryBiotin DietaryChloride DietaryChromium DietaryCopper
  DietaryFolate DietaryIodine DietaryMagnesium DietaryManganese DietaryMolybdenum DietaryNiacin
  DietaryPantothenicAcid DietaryPhosphorus DietaryRiboflavin DietarySelenium DietaryThiamin DietaryVitaminA
  DietaryVitaminB12 DietaryVitaminB6 DietaryVitaminC DietaryVitaminD DietaryVitaminE DietaryVitaminK DietaryZinc
  DietaryCaffeine DietaryWater InsulinDelivery InhalerUsage NumberOfAlcoholicBeverages NumberOfTimesFallen
  PushCount SwimmingStrokeCount NikeFuel`.split(/\s+/);

const DISCRETE =
  `BodyMass LeanBodyMass Height WaistCircumference BodyMassIndex BodyFatPercentage RestingHeartRate
  WalkingHeartRateAverage HeartRateRecoveryOneMinute HeartRateVariabilitySDNN VO2Max OxygenSaturation
  RespiratoryRate BodyTemperature BasalBodyTemperature AppleSleepingWristTemperature WaterTemperature
  BloodPressureSystolic BloodPressureDiastolic BloodGlucose BloodAlcoholContent PeripheralPerfusionIndex
  WalkingSpeed RunningSpeed CyclingSpeed RowingSpeed PaddleSportsSpeed CrossCountrySkiingSpeed StairAscentSpeed
  StairDescentSpeed WalkingStepLength RunningStrideLength SixMinuteWalkTestDistance UnderwaterDepth
  WalkingAsymmetryPercentage WalkingDoubleSupportPercentage AppleWalkingSteadiness RunningPower CyclingPower
  CyclingFunctionalThresholdPower CyclingCadence RunningGroundContactTime RunningVerticalOscillation
  PhysicalEffort WorkoutEffortScore EstimatedWorkoutEffortScore ForcedVitalCapacity ForcedExpiratoryVolume1
  PeakExpiratoryFlowRate ElectrodermalActivity UVExposure AppleSleepingBreathingDisturbances HeartRate
  AtrialFibrillationBurden EnvironmentalAudioExposure HeadphoneAudioExposure EnvironmentalSoundReduction`.split(
    /\s+/,
  );

const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
  StepCount: 'steps',
  SleepAnalysis: 'sleep_duration',
};

function snakeCase(identifier: string): string {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace('vo2max', 'vo2_max');
}

describe('the metric registry', () => {
  it.each(CUMULATIVE)('adds %s up over a day', (name) => {
    expect(findMetric(`HKQuantityTypeIdentifier${name}`)).toMatchObject({ kind: 'cumulative', daily: 'sum' });
  });

  it.each(DISCRETE)('takes %s as the state of a moment', (name) => {
    expect(findMetric(`HKQuantityTypeIdentifier${name}`)).toMatchObject({
      kind: 'discrete',
      daily: expect.stringMatching(/^(avg|min|max|last)$/) as string,
    });
  });

  it('knows no other quantity type, and beside them sleep and what only Health Connect measures', () => {
    const quantities = METRICS.filter((metric) => metric.healthKit?.startsWith('HKQuantityTypeIdentifier'));
    expect(quantities).toHaveLength(120);
    expect(new Set([...CUMULATIVE, ...DISCRETE]).size).toBe(120);
    expect(METRICS.filter((metric) => !quantities.includes(metric)).map((metric) => metric.code)).toEqual([
      'sleep_duration',
      'heart_rate_variability_rmssd',
      'body_water_mass',
      'bone_mass',
    ]);
  });

  it('sums sleep in minutes under its category type', () => {
    expect(findMetric('HKCategoryTypeIdentifierSleepAnalysis')).toMatchObject({
      code: 'sleep_duration',
      kind: 'cumulative',
      unit: 'min',
      range: [0, 1440],
      daily: 'sum',
      healthConnect: 'SleepSession',
    });
  });

  it('finds a metric by its code as by its HealthKit identifier, spelt exactly', () => {
    for (const metric of METRICS) {
      for (const name of metricNames(metric)) expect(findMetric(name)).toBe(metric);
    }
    for (const name of [
      'Steps',
      'StepCount',
      'hkquantitytypeidentifierstepcount',
      'x_mood',
      '',
      '__proto__',
    ]) {
      expect(findMetric(name)).toBeUndefined();
    }
  });

  it('uses no name for two metrics', () => {
    const names = METRICS.flatMap((metric) => metricNames(metric));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe.each(METRICS.map((metric) => [metric.code, metric] as const))('the metric %s', (code, metric) => {
  it('has the code that its HealthKit identifier gives', () => {
    expect(code).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
    expect(code.startsWith('x_')).toBe(false);
    if (metric.healthKit === null) return;
    const identifier = metric.healthKit.replace(/^HK(Quantity|Category)TypeIdentifier/, '');
    expect(code).toBe(NAMED_OTHERWISE[identifier] ?? snakeCase(identifier));
  });

  it('takes its own unit as it is', () => {
    expect(metric.units[metric.unit]).toEqual({ factor: 1 });
  });

  it('has a range that every accepted unit can reach', () => {
    const [low, high] = metric.range;
    expect(low).toBeLessThan(high);
    expect(metric.kind === 'discrete' || low === 0).toBe(true);
    for (const [unit, { factor, offset = 0 }] of Object.entries(metric.units)) {
      expect(factor).toBeGreaterThan(0);
      const middle = (low + high) / 2;
      const sent = toCanonical(metric, (middle - offset) / factor, unit);
      expect(sent.ok && Math.abs(sent.value - middle) <= 1e-9 * Math.abs(middle)).toBe(true);
    }
  });

  it('shows enough decimals to tell ten steps of its range apart', () => {
    const [low, high] = metric.range;
    expect(Number.isInteger(metric.decimals) && metric.decimals >= 0).toBe(true);
    expect(10 ** -metric.decimals).toBeLessThanOrEqual((high - low) / 10);
  });

  it('can be shown and has an order of sources', () => {
    expect(metric.displayName).toMatch(/^[A-Z][^_]{2,}$/);
    expect(metric.sources.length).toBeGreaterThan(0);
    expect(metric.sources.every(isSource)).toBe(true);
    expect(metric.sources).not.toContain('manual');
  });
});

describe('plausible ranges', () => {
  it.each([
    ['steps', 0, 200_000],
    ['heart_rate', 20, 300],
    ['resting_heart_rate', 25, 220],
    ['body_mass', 1, 500],
    ['blood_pressure_systolic', 40, 300],
    ['blood_pressure_diastolic', 20, 200],
    ['oxygen_saturation', 0.5, 1],
    ['body_fat_percentage', 0.01, 0.8],
    ['waist_circumference', 0.3, 2.5],
    ['sleep_duration', 0, 1440],
    ['blood_glucose', 20, 800],
    ['active_energy_burned', 0, 10_000],
    ['distance_walking_running', 0, 200_000],
    ['flights_climbed', 0, 1000],
    ['vo2_max', 5, 100],
  ])('of %s is %d to %d', (code, low, high) => {
    expect(findMetric(code)?.range).toEqual([low, high]);
  });
});
