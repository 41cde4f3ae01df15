import { BATCH_MAX_ITEMS } from '@daybook/contract';
import { EVENT_TYPES, SLEEP_STAGES } from '@daybook/domain';
import {
  BOOLEAN,
  DATE,
  INSTANT,
  listOf,
  MUTATION_ID,
  nullable,
  NUMBER,
  object,
  ref,
  TEXT,
  UUID,
  WHOLE,
  type Schema,
} from './schema.js';

const STAGE: Schema = { type: 'string', enum: [...SLEEP_STAGES] };
const STATE: Schema = { type: 'string', enum: ['live', 'cleared', 'retracted'] };
const DETAILS: Schema = {
  type: 'object',
  description:
    'At most 2 KiB of JSON, kept as sent; the order of members is not. Numbers are IEEE 754 doubles within ±(2^53 − 1), and `-0` is `0`: send what needs more digits as text.',
};

const SENT = {
  value: {
    ...nullable(NUMBER),
    description: '`null` clears a `stats:` record; absent only for a sleep segment.',
  },
  unit: { ...nullable(TEXT), description: 'The canonical unit if absent.' },
};

/** What the record of a verdict is, when there is one. */
const RECORD_FACTS = {
  measurementId: UUID,
  revision: WHOLE,
  state: STATE,
  value: nullable(NUMBER),
  unit: nullable(TEXT),
  mutationId: { ...UUID, description: 'The newest mutation of the record.' },
};

const REJECTION = {
  code: ref('ProblemCode'),
  retryable: BOOLEAN,
  retryAfter: { ...NUMBER, description: 'Seconds after which to send the same item again, a day at most.' },
  detail: TEXT,
  pointer: { ...TEXT, description: 'JSON pointer into the body.' },
};

const VERDICT = {
  index: WHOLE,
  id: { ...nullable(TEXT), description: 'The mutation id, as far as it could be read.' },
  status: {
    type: 'string',
    enum: ['created', 'updated', 'unchanged', 'superseded', 'duplicate', 'rejected'],
  },
  differs: {
    const: true,
    description: 'Of a duplicate: the content is not what was accepted under this id.',
  },
  ...RECORD_FACTS,
  ...REJECTION,
};

const VERDICT_OPTIONAL = ['differs', ...Object.keys(RECORD_FACTS), ...Object.keys(REJECTION)];

/** Where the subject's feed stands after a write. */
const MARK = {
  cursor: { ...TEXT, description: 'A mark to wait for, so as to read one’s own writes; never to pull from.' },
  seq: WHOLE,
};

export const MEASUREMENT_SCHEMAS: Readonly<Record<string, Schema>> = {
  RecordItem: object(
    {
      id: MUTATION_ID,
      type: { ...TEXT, description: 'Metric code or HealthKit identifier.' },
      ...SENT,
      startAt: { ...nullable(INSTANT), description: 'With an offset; only a day total may go without.' },
      endAt: nullable(INSTANT),
      localDate: {
        ...nullable(DATE),
        description:
          'The client’s own day, which is not held against `startAt`; without it the day of `startAt` in `timeZone`, else in its own offset, and of sleep from 18:00 on the next day.',
      },
      timeZone: { ...nullable(TEXT), description: 'IANA name.' },
      externalId: { type: ['string', 'null'], maxLength: 160 },
      source: { ...nullable(TEXT), description: 'Required unless the device’s kind implies it.' },
      sourceDevice: { type: ['string', 'null'], maxLength: 200 },
      stage: { ...nullable(STAGE), enum: [...SLEEP_STAGES, null] },
      details: nullable(DETAILS),
    },
    [
      'value',
      'unit',
      'startAt',
      'endAt',
      'localDate',
      'timeZone',
      'externalId',
      'source',
      'sourceDevice',
      'stage',
      'details',
    ],
  ),
  CorrectionItem: object({ id: MUTATION_ID, measurementId: UUID, ...SENT }, ['unit']),
  RetractionItem: object(
    {
      id: MUTATION_ID,
      retract: { const: true },
      measurementId: UUID,
      externalId: TEXT,
      source: TEXT,
      type: TEXT,
    },
    ['measurementId', 'externalId', 'source', 'type'],
  ),
  BatchItem: { anyOf: [ref('RecordItem'), ref('CorrectionItem'), ref('RetractionItem')] },
  BatchRequest: {
    ...object({
      items: { type: 'array', minItems: 1, maxItems: BATCH_MAX_ITEMS, items: ref('BatchItem') },
    }),
    description: 'Other members are left out of account; in an item they are `unknown_field`.',
  },
  Correction: object({ id: MUTATION_ID, ...SENT }, ['unit']),
  Retraction: object({ id: MUTATION_ID }),
  Verdict: object(VERDICT, VERDICT_OPTIONAL),
  VerdictCounts: object({
    created: WHOLE,
    updated: WHOLE,
    unchanged: WHOLE,
    superseded: WHOLE,
    duplicate: WHOLE,
    rejected: WHOLE,
  }),
  BatchResponse: object({ counts: ref('VerdictCounts'), items: listOf(ref('Verdict')), ...MARK }),
  SingleResponse: object({ ...VERDICT, ...MARK }, VERDICT_OPTIONAL),
  Measurement: object({
    id: UUID,
    type: TEXT,
    value: nullable(NUMBER),
    unit: TEXT,
    startAt: nullable(INSTANT),
    endAt: nullable(INSTANT),
    localDate: nullable(DATE),
    timeZone: nullable(TEXT),
    externalId: nullable(TEXT),
    source: TEXT,
    sourceDevice: nullable(TEXT),
    stage: { ...nullable(STAGE), enum: [...SLEEP_STAGES, null] },
    details: nullable(DETAILS),
    state: STATE,
    revision: WHOLE,
    mutationId: UUID,
    actor: UUID,
    recordedAt: INSTANT,
    updatedAt: INSTANT,
  }),
  MeasurementsPage: object({ items: listOf(ref('Measurement')), next: TEXT }, ['next']),
  Revision: object({
    mutationId: UUID,
    event: { type: 'string', enum: [...EVENT_TYPES] },
    value: nullable(NUMBER),
    previousValue: {
      ...nullable(NUMBER),
      description:
        'What stood when this event was written. Of a superseded one that is the newer value which it lost to, not the one before it in this list.',
    },
    unit: nullable(TEXT),
    superseded: { ...BOOLEAN, description: 'History that never was the current state.' },
    source: nullable(TEXT),
    sourceDevice: nullable(TEXT),
    actor: nullable(UUID),
    reason: nullable(TEXT),
    clientTime: { ...INSTANT, description: 'The time inside the mutation id.' },
    recordedAt: INSTANT,
  }),
  RevisionsPage: object({ items: listOf(ref('Revision')) }),
};
