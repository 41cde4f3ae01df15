import type { StageMinutes } from './day-aggregate.js';
import type { DaySample } from './day-sample.js';
import { exactSum } from './exact-sum.js';
import { ASLEEP_STAGES, SLEEP_STAGES, type SleepStage } from './stage.js';
import { timelineOf, type SampleShare } from './timeline.js';

const MS_PER_MINUTE = 60_000;

/** A night out of its segments. */
export interface SleepNight {
  /** Minutes asleep: without `in_bed` and `awake`. */
  readonly asleep: number;
  readonly stages: StageMinutes;
  /** The segments that make up the minutes asleep, in the order (start, id). */
  readonly segments: readonly DaySample[];
}

/**
 * Merges the sleep segments of one source into one night (domain.md section 5). At each instant the stage of the
 * highest-ranked device holds; within one device a stated stage goes before `asleep`, which only says that the
 * device could not tell. `in_bed` is a timeline of its own: HealthKit lays it under the stages on purpose, so it
 * neither hides nor is hidden.
 */
export function sleepNightOf(segments: readonly DaySample[]): SleepNight {
  const inBed = segments.filter(({ stage }) => stage === 'in_bed');
  const staged = segments.filter(({ stage }) => stage !== 'in_bed');
  const shares = [...timelineOf(inBed), ...timelineOf(staged, statedBeforeUnstated)];
  const asleep = shares.filter(({ sample }) => isAsleep(stageOf(sample)));
  return {
    asleep: minutesOf(asleep),
    stages: stageMinutesOf(shares),
    segments: asleep.map(({ sample }) => sample),
  };
}

/** A segment of no stage is sleep of no stated stage. */
function stageOf(segment: DaySample): SleepStage {
  return segment.stage ?? 'asleep';
}

function isAsleep(stage: SleepStage): boolean {
  return (ASLEEP_STAGES as readonly SleepStage[]).includes(stage);
}

function statedBeforeUnstated(a: DaySample, b: DaySample): number {
  return Number(stageOf(a) === 'asleep') - Number(stageOf(b) === 'asleep');
}

/** A stage that kept no time is absent; the order of the keys is that of the stages. */
function stageMinutesOf(shares: readonly SampleShare[]): StageMinutes {
  const stages: StageMinutes = {};
  for (const stage of SLEEP_STAGES) {
    const minutes = minutesOf(shares.filter(({ sample }) => stageOf(sample) === stage));
    if (minutes > 0) stages[stage] = minutes;
  }
  return stages;
}

/**
 * Whole milliseconds are added before they become minutes: five segments of 20 s, each a rounded third of a
 * minute, would come to less than one segment of 100 s. A value that is not the length of its segment (a correction, a segment without an end)
 * counts as it stands.
 */
function minutesOf(shares: readonly SampleShare[]): number {
  let covered = 0;
  const minutes: number[] = [];
  for (const share of shares) {
    const { startAt, endAt, value } = share.sample;
    if (value === (endAt - startAt) / MS_PER_MINUTE) covered += share.covered;
    else minutes.push(share.value);
  }
  return exactSum([covered / MS_PER_MINUTE, ...minutes]);
}
