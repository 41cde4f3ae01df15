import {
  addDigest,
  dayKey,
  EMPTY_DIGEST,
  entityDigest,
  type EntityChange,
  type SubjectState,
} from '@daybook/domain';

/**
 * Every entity that a state knows as the change that would tell of it: an upsert of what replicas hold, a deletion of
 * what they do not (any more). A remembered retraction was never told to anybody, nor was a day without a value.
 */
export function* entitiesOf(state: SubjectState): Generator<EntityChange> {
  for (const record of state.measurements.values()) {
    if (record.situation !== 'recorded') continue;
    const { id, revision } = record;
    const op = record.state === 'retracted' ? 'delete' : 'upsert';
    yield { entity: 'measurement', id, op, revision, replaces: null, state: record };
  }
  for (const { aggregate } of state.days.values()) {
    if (!aggregate || aggregate.revision === 0) continue;
    const { localDate, type, revision, day } = aggregate;
    const op = day === null ? 'delete' : 'upsert';
    yield {
      entity: 'daily_aggregate',
      id: dayKey(localDate, type),
      op,
      revision,
      replaces: null,
      state: aggregate,
    };
  }
  for (const defined of state.metrics.values()) {
    const { code } = defined.metric;
    yield { entity: 'metric_type', id: code, op: 'upsert', revision: 1, replaces: null, state: defined };
  }
}

/** The digests of a replica that holds exactly this state; an entity that there is none of has no digest. */
export function digestsOf(state: SubjectState): Record<string, string> {
  const digests: Record<string, string> = {};
  for (const { entity, id, op, revision } of entitiesOf(state)) {
    if (op === 'delete') continue;
    digests[entity] = addDigest(digests[entity] ?? EMPTY_DIGEST, entityDigest(entity, id, revision));
  }
  return digests;
}
