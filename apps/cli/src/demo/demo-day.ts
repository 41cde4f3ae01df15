import { addDays, dayNumber } from '@daybook/domain';
import type { DemoDevice, DemoRecord } from './demo-record.js';
import { localMoment } from './local-clock.js';
import { seededRandom } from './seeded-random.js';

const HOUR = 60;

const STAGES = [
  'Core',
  'Deep',
  'Core',
  'REM',
  'Awake',
  'Core',
  'Deep',
  'Core',
  'REM',
  'Core',
  'Awake',
  'REM',
] as const;
const SLEEP = 'HKCategoryTypeIdentifierSleepAnalysis';
const ASLEEP: Readonly<Record<(typeof STAGES)[number], string>> = {
  Awake: 'HKCategoryValueSleepAnalysisAwake',
  Core: 'HKCategoryValueSleepAnalysisAsleepCore',
  Deep: 'HKCategoryValueSleepAnalysisAsleepDeep',
  REM: 'HKCategoryValueSleepAnalysisAsleepREM',
};

/** How lively each hour of a day is, from midnight on: the way to work, noon, the way home, an evening walk. */
const LIVELINESS = [
  0, 0, 0, 0, 0, 0, 0.1, 0.9, 1, 0.3, 0.3, 0.4, 1, 0.6, 0.3, 0.3, 0.4, 1, 1.2, 0.8, 0.4, 0.2, 0.1, 0,
];

interface Draft {
  readonly random: () => number;
  /** Places minutes of the local day, which may lie before midnight, on the clock of the world. */
  readonly at: (minutes: number) => number;
  readonly records: DemoRecord[];
}

/**
 * The records of one local day. The same date and zone always give the same: every draw comes from a seed made of the
 * date.
 */
export function demoDay(date: string, timeZone: string): DemoRecord[] {
  const random = seededRandom(dayNumber(date));
  const midnight = localMoment(date, 0, timeZone);
  const draft: Draft = {
    random,
    at: (minutes) =>
      minutes < 0
        ? localMoment(addDays(date, -1), minutes + 24 * HOUR, timeZone)
        : Math.max(midnight, localMoment(date, minutes, timeZone)),
    records: [],
  };
  const number = dayNumber(date);
  const weekend = number % 7 === 2 || number % 7 === 3;
  addNight(draft, weekend ? 40 : 0);
  addMovement(draft, weekend ? 1.3 : 1);
  addHeart(draft);
  if (number % 3 === 0) addWeight(draft, number);
  return draft.records;
}

/** A night that ends in the morning of the date: the watch knows the stages, the phone only when the light was out. */
function addNight({ random, at, records }: Draft, later: number): void {
  const bedAt = Math.round(-75 + later + random() * 50);
  let minutes = bedAt + 12;
  for (const stage of STAGES) {
    const length = Math.round(stage === 'Awake' ? 3 + random() * 9 : 22 + random() * 32);
    records.push({
      type: SLEEP,
      device: 'watch',
      startMs: at(minutes),
      endMs: at(minutes + length),
      value: ASLEEP[stage],
    });
    minutes += length;
  }
  const value = 'HKCategoryValueSleepAnalysisInBed';
  records.push({ type: SLEEP, device: 'phone', startMs: at(bedAt), endMs: at(minutes + 8), value });
}

/** Steps of watch and phone overlap, as they do in life: together they are not their sum. */
function addMovement(draft: Draft, pace: number): void {
  for (const [hour, lively] of LIVELINESS.entries()) {
    const from = hour * HOUR;
    quantity(
      draft,
      'BasalEnergyBurned',
      'watch',
      [from, from + HOUR - 1],
      62 + draft.random() * 10,
      'kcal',
      1,
    );
    if (lively === 0) continue;
    const start = from + Math.round(draft.random() * 20);
    const span: Span = [start, start + 15 + Math.round(draft.random() * 20)];
    const steps = Math.round(lively * pace * (500 + draft.random() * 900));
    quantity(draft, 'StepCount', 'watch', span, steps, 'count', 0);
    quantity(draft, 'DistanceWalkingRunning', 'watch', span, steps * 0.00074, 'km', 4);
    quantity(draft, 'ActiveEnergyBurned', 'watch', span, steps * 0.041, 'kcal', 2);
    if (draft.random() < 0.6)
      quantity(draft, 'StepCount', 'phone', [span[0] + 2, span[1] + 3], steps * 0.93, 'count', 0);
    if (draft.random() < 0.4)
      quantity(draft, 'FlightsClimbed', 'phone', span, 1 + draft.random() * 3, 'count', 0);
  }
}

type Span = readonly [from: number, to: number];

function quantity(
  { at, records }: Draft,
  name: string,
  device: DemoDevice,
  [from, to]: Span,
  value: number,
  unit: string,
  decimals: number,
): void {
  const type = `HKQuantityTypeIdentifier${name}`;
  records.push({ type, device, startMs: at(from), endMs: at(to), value: value.toFixed(decimals), unit });
}

function addHeart(draft: Draft): void {
  for (let minutes = 4; minutes < 24 * HOUR; minutes += 20) {
    const lively = LIVELINESS[Math.floor(minutes / HOUR)] ?? 0;
    const rate = 54 + lively * 38 + draft.random() * 14;
    quantity(draft, 'HeartRate', 'watch', [minutes, minutes], rate, 'count/min', 0);
  }
  quantity(draft, 'RestingHeartRate', 'watch', [8 * HOUR, 8 * HOUR], 52 + draft.random() * 7, 'count/min', 0);
  quantity(
    draft,
    'HeartRateVariabilitySDNN',
    'watch',
    [7 * HOUR, 7 * HOUR + 1],
    38 + draft.random() * 34,
    'ms',
    1,
  );
}

/** A slow way down with a wave on it. */
function addWeight(draft: Draft, number: number): void {
  const weight = 77 - (number % 90) * 0.03 + Math.sin(number / 5) * 0.4 + draft.random() * 0.3;
  quantity(draft, 'BodyMass', 'scale', [7 * HOUR + 10, 7 * HOUR + 10], weight, 'kg', 1);
}
