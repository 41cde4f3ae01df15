import { toCanonical } from './canonical-value.js';
import { EMPTY_CONTENT, sameContent } from './content.js';
import { contentOf } from './content-of.js';
import type { LogEvent } from './event.js';
import { findMetric } from './metrics.js';
import type { CorrectionMutation, Mutation, RecordMutation } from './mutation.js';
import { recordKindOf } from './record-kind.js';
import type { SubjectState } from './subject-state.js';

/**
 * Whether a replay says something else than what was accepted under its id. The replay changes nothing either
 * way: the flag tells a client that it used one id for two intentions. Another spelling of the same (a unit, a
 * metric's other name) is no difference.
 */
export function differsFromAccepted(state: SubjectState, known: LogEvent, mutation: Mutation): boolean {
  if (known.measurementId !== mutation.measurementId) return true;
  const stated = known.type === 'StatsConfirmed' ? state.accepted.get(known.previousMutationId ?? '') : known;
  if (!stated) return true;
  const retraction = stated.type === 'MeasurementRetracted';
  switch (mutation.kind) {
    case 'retraction':
      return !retraction;
    case 'correction':
      return retraction || !saysValue(stated, mutation, known !== stated);
    case 'record':
      return retraction || !saysContent(stated, mutation);
  }
}

/** A sample without an external id is named by its mutation alone, so that its type and source can differ too. */
function saysContent(stated: LogEvent, { type, source, content, sentUnit }: RecordMutation): boolean {
  if (stated.type === 'MeasurementCorrected' || stated.metric !== type || stated.source !== source)
    return false;
  const ownUnit = findMetric(type) !== undefined || sentUnit === null || sentUnit === stated.unit;
  return ownUnit && sameContent(contentOf(stated), content);
}

/**
 * A correction says a value and nothing else: so does the event that it left, or the one of a day total that it
 * confirmed. Of a sample it can confirm a recording, which said much more.
 */
function saysValue(stated: LogEvent, mutation: CorrectionMutation, confirmed: boolean): boolean {
  const value = canonicalOf(stated, mutation);
  if (value === undefined || value !== stated.value) return false;
  if (confirmed && recordKindOf(stated.externalId) === 'sample') return true;
  return sameContent(contentOf(stated), { ...EMPTY_CONTENT, localDate: stated.localDate, value });
}

/** The corrected value in the unit of the record; `undefined` if its metric does not accept the unit. */
function canonicalOf(stated: LogEvent, { value, unit }: CorrectionMutation): number | null | undefined {
  if (value === null) return null;
  const metric = findMetric(stated.metric ?? '');
  if (!metric) return unit === null || unit === stated.unit ? value : undefined;
  const converted = toCanonical(metric, value, unit);
  return converted.ok ? converted.value : undefined;
}
