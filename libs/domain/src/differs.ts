import { sameContent } from './content.js';
import { contentOf } from './content-of.js';
import type { LogEvent } from './event.js';
import type { Mutation } from './mutation.js';
import type { SubjectState } from './subject-state.js';

/**
 * Whether a replay says something else than what was accepted under its id. The replay changes nothing either
 * way: the flag tells a client that it used one id for two intentions.
 */
export function differsFromAccepted(state: SubjectState, known: LogEvent, mutation: Mutation): boolean {
  if (known.measurementId !== mutation.measurementId) return true;
  const stated = known.type === 'StatsConfirmed' ? state.accepted.get(known.previousMutationId ?? '') : known;
  if (!stated) return true;
  switch (mutation.kind) {
    case 'retraction':
      return stated.type !== 'MeasurementRetracted';
    case 'correction':
      return !sameValue(stated, mutation.value, mutation.unit);
    case 'record':
      return !isRecording(stated) || !sameContent(contentOf(stated), mutation.content);
  }
}

function isRecording({ type }: LogEvent): boolean {
  return type === 'MeasurementRecorded' || type === 'StatsOverwritten';
}

function sameValue(stated: LogEvent, value: number | null, unit: string | null): boolean {
  if (stated.type === 'MeasurementRetracted') return false;
  if (unit !== null && unit === stated.sentUnit) return stated.sentValue === value;
  return stated.value === value || stated.sentValue === value;
}
