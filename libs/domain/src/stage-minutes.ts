import type { StageMinutes } from './day-aggregate.js';
import { exactSum } from './exact-sum.js';
import { isSleepStage, SLEEP_STAGES } from './stage.js';

/**
 * The member `stages` of a record's details (JSON text), if it holds minutes by stage and nothing else; `null`
 * otherwise, since details are the client's own and may hold anything. The keys come in the order of the stages.
 */
export function stageMinutesIn(details: string | null): StageMinutes | null {
  const stages = details === null ? null : memberOf(parsedJson(details), 'stages');
  if (typeof stages !== 'object' || stages === null) return null;
  const minutes = new Map(Object.entries(stages));
  if (minutes.size === 0 || ![...minutes].every(isMinutesOfStage)) return null;
  const ordered = SLEEP_STAGES.filter((stage) => minutes.has(stage));
  return Object.fromEntries(ordered.map((stage) => [stage, minutes.get(stage)]));
}

/** The minutes of both, stage by stage. */
export function stageMinutesTogether(first: StageMinutes, second: StageMinutes): StageMinutes {
  const stages: StageMinutes = {};
  for (const stage of SLEEP_STAGES) {
    const minutes = [first[stage], second[stage]].filter((some) => some !== undefined);
    if (minutes.length > 0) stages[stage] = exactSum(minutes);
  }
  return stages;
}

/** Whether both have the same minutes of every stage. */
export function sameStageMinutes(a: StageMinutes | undefined, b: StageMinutes | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return SLEEP_STAGES.every((stage) => a[stage] === b[stage]);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
  return (value as Record<string, unknown>)[name];
}

function isMinutesOfStage([stage, minutes]: readonly [string, unknown]): boolean {
  return isSleepStage(stage) && typeof minutes === 'number' && Number.isFinite(minutes) && minutes >= 0;
}
