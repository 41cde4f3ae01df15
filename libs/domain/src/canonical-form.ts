import type { LogEvent } from './event.js';

/** Names the form in every hashed text, so that a later form can stand beside it. */
export const CANONICAL_FORM = 'daybook/1';

/** A commit's skeleton: what stays when a subject is erased. Instants are Unix milliseconds. */
export interface CommitSkeleton {
  readonly streamId: string;
  readonly commitId: string;
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly recordedAt: number;
  readonly events: readonly Pick<LogEvent, 'type' | 'schemaVersion'>[];
}

/** A commit's content: who, from where, why, and every stored field of its events but those of the skeleton. */
export interface CommitContent {
  readonly actorId: string | null;
  readonly deviceId: string | null;
  readonly requestId: string | null;
  readonly reason: string | null;
  readonly events: readonly LogEvent[];
}

type CanonicalValue = string | number | boolean | null;

/**
 * The canonical form, version 1: an ECMAScript JSON text of nested arrays, without white space, in UTF-8. The
 * fields stand in the order below and are never left out. UUIDs are lower-case, instants integers of
 * milliseconds, numbers ECMAScript number text, `details` the stored text as a string. A verifier in any language
 * rebuilds it from an export; libs/domain/src/canonical-form.spec.ts holds golden vectors.
 */
export function canonicalSkeleton(skeleton: CommitSkeleton): string {
  const { streamId, commitId, firstVersion, lastVersion, recordedAt, events } = skeleton;
  const types = events.map(({ type, schemaVersion }) => [type, schemaVersion]);
  return JSON.stringify([
    CANONICAL_FORM,
    'skeleton',
    streamId,
    commitId,
    firstVersion,
    lastVersion,
    recordedAt,
    types,
  ]);
}

export function canonicalContent(content: CommitContent): string {
  const { actorId, deviceId, requestId, reason, events } = content;
  return JSON.stringify([
    CANONICAL_FORM,
    'content',
    actorId,
    deviceId,
    requestId,
    reason,
    events.map(contentFields),
  ]);
}

/** Every stored field of an event but its type and schema version, in the order that is hashed. Append only. */
function contentFields(event: LogEvent): CanonicalValue[] {
  return [
    event.mutationId,
    event.measurementId,
    event.metric,
    canonicalNumber(event.value),
    event.unit,
    canonicalNumber(event.sentValue),
    event.sentUnit,
    event.source,
    event.sourceDevice,
    event.externalId,
    canonicalNumber(event.startAt),
    canonicalNumber(event.startOffset),
    canonicalNumber(event.endAt),
    canonicalNumber(event.endOffset),
    event.localDate,
    event.timeZone,
    event.stage,
    event.details,
    canonicalNumber(event.previousValue),
    event.previousMutationId,
    event.previousLocalDate,
    event.superseded,
  ];
}

/** JSON prints minus zero and zero alike, and NaN as null: a changed sign bit or a planted NaN must not go unseen. */
function canonicalNumber(value: number | null): CanonicalValue {
  if (value === null || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return `${Object.is(value, -0) ? '-0' : value}`;
}
