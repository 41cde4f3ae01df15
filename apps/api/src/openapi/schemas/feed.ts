import { ENTITIES } from '@daybook/contract';
import { SLEEP_STAGES } from '@daybook/domain';
import {
  BOOLEAN,
  DATE,
  INSTANT,
  listOf,
  mapOf,
  nullable,
  NUMBER,
  object,
  ref,
  TEXT,
  UUID,
  WHOLE,
  type Schema,
} from './schema.js';

const ENTITY: Schema = { type: 'string', enum: [...ENTITIES] };
const DIGEST: Schema = { type: 'string', pattern: '^[0-9a-f]{16}$' };

export const FEED_SCHEMAS: Readonly<Record<string, Schema>> = {
  StageMinutes: object(Object.fromEntries(SLEEP_STAGES.map((stage) => [stage, NUMBER])), SLEEP_STAGES),
  Day: object(
    {
      id: { ...TEXT, description: '`<date>/<type>`' },
      date: DATE,
      type: TEXT,
      value: NUMBER,
      unit: TEXT,
      winner: object({ source: TEXT, measurementId: UUID }, ['measurementId']),
      sources: { ...listOf(TEXT), description: 'Every source with a live value.' },
      overridden: listOf(object({ source: TEXT, value: NUMBER })),
      count: WHOLE,
      min: NUMBER,
      max: NUMBER,
      avg: NUMBER,
      last: NUMBER,
      stages: ref('StageMinutes'),
      revision: WHOLE,
      updatedAt: INSTANT,
    },
    ['stages'],
  ),
  DaysResponse: object(
    {
      items: listOf(ref('Day')),
      cursor: { ...TEXT, description: 'The changes that the answer includes.' },
      seq: WHOLE,
      settled: { ...BOOLEAN, description: 'Only with `asOf`: whether the answer can no longer change.' },
    },
    ['settled'],
  ),
  EntityData: { anyOf: [ref('Measurement'), ref('Day'), ref('MetricType')] },
  Change: object(
    {
      seq: WHOLE,
      entity: ENTITY,
      op: { type: 'string', enum: ['upsert', 'delete'] },
      id: TEXT,
      revision: WHOLE,
      data: nullable(ref('EntityData')),
      at: INSTANT,
      origin: { ...nullable(UUID), description: 'The device that wrote it.' },
    },
    ['data'],
  ),
  ChangesPage: object({
    changes: listOf(ref('Change')),
    nextCursor: TEXT,
    seq: { ...WHOLE, description: 'The position of `nextCursor`, comparable within an epoch.' },
    hasMore: BOOLEAN,
    remaining: { ...WHOLE, description: 'How many changes still wait, at most.' },
  }),
  SnapshotHead: object({ cursor: TEXT, seq: WHOLE, total: WHOLE }),
  SnapshotRow: object({ entity: ENTITY, id: TEXT, revision: WHOLE, data: ref('EntityData'), resume: TEXT }),
  SnapshotEnd: object({ end: { const: true }, count: WHOLE }),
  SnapshotLine: { anyOf: [ref('SnapshotHead'), ref('SnapshotRow'), ref('SnapshotEnd')] },
  SyncStatus: object(
    {
      serverTime: INSTANT,
      cursor: TEXT,
      seq: WHOLE,
      oldestSeq: nullable(WHOLE),
      behind: { ...WHOLE, description: 'Only with `cursor`: how many positions it lies behind.' },
      counts: object({ entities: mapOf(WHOLE), types: mapOf(WHOLE) }),
      lastWriteAt: object({ devices: mapOf(INSTANT), sources: mapOf(INSTANT) }),
      digest: DIGEST,
      digests: mapOf(DIGEST),
      status: { type: 'string', enum: ['in_sync', 'behind', 'resync_required'] },
      recommendations: listOf({ type: 'string', enum: ['pull_changes', 'take_snapshot'] }),
    },
    ['behind'],
  ),
};
