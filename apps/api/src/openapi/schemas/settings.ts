import { INGEST_MAX_ITEMS } from '@daybook/contract';
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

const KIND: Schema = { type: 'string', enum: ['cumulative', 'discrete'] };
const DEVICES = { ...nullable(listOf({ type: 'string' })), type: ['array', 'null'] };
const OWN_ID = {
  ...nullable(MUTATION_ID),
  description: 'Mutation id; without it the server makes one on arrival.',
};

function records(name: string): Schema {
  return { type: 'array', minItems: 1, maxItems: INGEST_MAX_ITEMS, items: ref(name) };
}

export const SETTINGS_SCHEMAS: Readonly<Record<string, Schema>> = {
  MetricType: object({
    code: TEXT,
    name: TEXT,
    kind: KIND,
    unit: TEXT,
    units: { ...listOf(TEXT), description: 'Accepted units, the canonical one first.' },
    range: { type: ['array', 'null'], items: NUMBER, minItems: 2, maxItems: 2 },
    daily: { type: 'string', enum: ['sum', 'avg', 'min', 'max', 'last'] },
    decimals: nullable(WHOLE),
    healthKit: nullable(TEXT),
    healthConnect: nullable(TEXT),
    custom: BOOLEAN,
    colour: nullable(TEXT),
    icon: nullable(TEXT),
    revision: nullable(WHOLE),
    mutationId: nullable(UUID),
    recordedAt: nullable(INSTANT),
  }),
  MetricTypesPage: object({ items: listOf(ref('MetricType')) }),
  MetricTypeDefinition: object(
    {
      id: MUTATION_ID,
      code: { type: 'string', pattern: '^x_[a-z0-9][a-z0-9_]{0,59}$' },
      name: { type: 'string', maxLength: 80 },
      unit: { type: 'string', maxLength: 32 },
      kind: KIND,
      colour: { type: ['string', 'null'], pattern: '^#[0-9a-fA-F]{6}$' },
      icon: { type: ['string', 'null'], maxLength: 64 },
    },
    ['colour', 'icon'],
  ),
  DefinitionResponse: {
    allOf: [ref('SingleResponse'), object({ metricType: nullable(ref('MetricType')) })],
  },
  SourceOrder: object({
    sources: listOf(TEXT),
    mutationId: nullable(UUID),
    revision: WHOLE,
    updatedAt: nullable(INSTANT),
  }),
  SourceOrderRequest: object({
    id: MUTATION_ID,
    sources: { ...listOf(TEXT), maxItems: 32, uniqueItems: true },
  }),
  SourceOrderResponse: { allOf: [ref('SingleResponse'), object({ sources: listOf(TEXT) })] },
  StepsRecord: object({ date: DATE, total_steps: WHOLE, source_devices: DEVICES, id: OWN_ID }, [
    'source_devices',
    'id',
  ]),
  IngestStepsRequest: object({ client_id: UUID, steps: records('StepsRecord') }),
  SleepRecord: object(
    {
      date: DATE,
      total_sleep_minutes: WHOLE,
      in_bed_minutes: nullable(WHOLE),
      awake_minutes: nullable(WHOLE),
      asleep_core_minutes: nullable(WHOLE),
      asleep_deep_minutes: nullable(WHOLE),
      asleep_rem_minutes: nullable(WHOLE),
      sleep_start: nullable(INSTANT),
      sleep_end: nullable(INSTANT),
      source_devices: DEVICES,
      id: OWN_ID,
    },
    [
      'in_bed_minutes',
      'awake_minutes',
      'asleep_core_minutes',
      'asleep_deep_minutes',
      'asleep_rem_minutes',
      'sleep_start',
      'sleep_end',
      'source_devices',
      'id',
    ],
  ),
  IngestSleepRequest: object({ client_id: UUID, sleep_records: records('SleepRecord') }),
  IngestError: object({ index: WHOLE, date: nullable(TEXT), message: TEXT, code: ref('ProblemCode') }),
  IngestResponse: object(
    { success: BOOLEAN, processed: WHOLE, total: WHOLE, errors: listOf(ref('IngestError')) },
    ['errors'],
  ),
};
