/**
 * One example of each body that is sent or answered, all of one day of one subject: test/e2e/examples.spec.ts plays
 * that day on a server and holds its answers against them.
 */

const MUTATION = '019e5891-a302-7a31-9d2f-6b1f0c3a5e01';
const SAMPLE = '019e5891-a301-7b42-8e3f-7c2f1d4b6f12';
const LATER = '019e5b40-5bc8-7c55-8a3e-1f2d3c4b5a69';
const RETRACTION = '019e5b40-5bc9-7d66-9b4f-2f3e4d5c6b7a';
const CORRECTION = '019e5b42-1770-7e77-8c5f-3a4f5e6d7c8b';
const ORDER = '019e5b41-0a10-7f88-9d6a-4b5f6e7d8c9a';
const RECORD = '2a13c417-e746-8cf9-9fa4-153770edd60b';
const SUBJECT = '0197f0c4-7e1a-7b3c-9f00-2d4c6a8e0b1d';
const DEVICE = 'c1b0d7a2-55d1-4a7e-8f0b-3a9c5e7d1f24';
const BROWSER = '0c9e8d7a-6b5c-4f1c-9a0e-9d4b8a37b3f1';
const CURSOR = 'AQGX8MR-Gns8nwAtTGqOCx1MgICk2OTZLKaDeiFJGipthAAAAAAAAAARAAAAAAAAAAAAKzqY1g';
const EXTERNAL_ID = 'stats:HKQuantityTypeIdentifierStepCount:2026-05-24';
const RECORDED = '2026-05-24T06:00:00.412Z';
const UPDATED = '2026-05-24T18:30:07.128Z';

const facts = {
  measurementId: RECORD,
  revision: 2,
  state: 'live',
  value: 5000,
  unit: 'count',
  mutationId: LATER,
};
const updated = { index: 0, id: LATER, status: 'updated', ...facts };
const retracted = {
  index: 1,
  id: RETRACTION,
  status: 'updated',
  measurementId: SAMPLE,
  revision: 2,
  state: 'retracted',
  value: null,
  unit: '/min',
  mutationId: RETRACTION,
};
const rejected = {
  index: 1,
  id: RETRACTION,
  status: 'rejected',
  code: 'value_out_of_range',
  retryable: false,
  detail: 'steps must be between 0 and 200000',
  pointer: '/items/1/value',
};
const mark = { cursor: CURSOR, seq: 17 };
const counts = { created: 0, updated: 0, unchanged: 0, superseded: 0, duplicate: 0, rejected: 0 };
const measurement = {
  id: RECORD,
  type: 'steps',
  value: 5000,
  unit: 'count',
  startAt: null,
  endAt: null,
  localDate: '2026-05-24',
  timeZone: 'Europe/Berlin',
  externalId: EXTERNAL_ID,
  source: 'healthkit',
  sourceDevice: 'Apple Watch',
  stage: null,
  details: null,
  state: 'live',
  revision: 2,
  mutationId: LATER,
  actor: SUBJECT,
  recordedAt: RECORDED,
  updatedAt: UPDATED,
};
const day = {
  id: '2026-05-24/steps',
  date: '2026-05-24',
  type: 'steps',
  value: 9100,
  unit: 'count',
  winner: { source: 'manual', measurementId: 'd35b07d2-1d96-8681-acac-144318211ec5' },
  sources: ['healthkit', 'manual'],
  overridden: [{ source: 'healthkit', value: 5000 }],
  count: 1,
  min: 9100,
  max: 9100,
  avg: 9100,
  last: 9100,
  revision: 3,
  updatedAt: UPDATED,
};
const change = {
  seq: 17,
  entity: 'measurement',
  op: 'upsert',
  id: RECORD,
  revision: 2,
  data: measurement,
  at: UPDATED,
  origin: DEVICE,
};
const metricType = {
  code: 'x_mood',
  name: 'Mood',
  kind: 'discrete',
  unit: 'points',
  units: ['points'],
  range: null,
  daily: 'avg',
  decimals: null,
  healthKit: null,
  healthConnect: null,
  custom: true,
  colour: '#1f8a70',
  icon: 'smile',
  revision: 1,
  mutationId: MUTATION,
  recordedAt: RECORDED,
};
const revision = {
  mutationId: LATER,
  event: 'StatsOverwritten',
  value: 5000,
  previousValue: 300,
  unit: 'count',
  superseded: false,
  source: 'healthkit',
  sourceDevice: 'Apple Watch',
  actor: SUBJECT,
  reason: null,
  clientTime: '2026-05-24T18:30:05.000Z',
  recordedAt: UPDATED,
};
const dayTotal = {
  id: LATER,
  type: 'steps',
  value: 5000,
  localDate: '2026-05-24',
  timeZone: 'Europe/Berlin',
  externalId: EXTERNAL_ID,
  source: 'healthkit',
  sourceDevice: 'Apple Watch',
};
const defined = { index: 0, id: MUTATION, status: 'created', metricType, ...mark };
const rowHead = { entity: 'measurement', id: RECORD, revision: 2, data: measurement };

export const EXAMPLES: Readonly<Record<string, unknown>> = {
  BatchRequest: { items: [dayTotal, { id: RETRACTION, retract: true, measurementId: SAMPLE }] },
  BatchItem: dayTotal,
  BatchResponse: { counts: { ...counts, updated: 2 }, items: [updated, retracted], ...mark },
  SingleResponse: { ...updated, ...mark },
  Correction: { id: CORRECTION, value: 4800 },
  Retraction: { id: RETRACTION },
  Measurement: measurement,
  MeasurementsPage: { items: [measurement] },
  RevisionsPage: { items: [revision] },
  DaysResponse: { items: [day], ...mark },
  ChangesPage: { changes: [change], nextCursor: CURSOR, seq: 17, hasMore: false, remaining: 0 },
  SnapshotLine: { ...rowHead, resume: `${CURSOR}~measurement~2026-05-24~${RECORD}` },
  SyncStatus: {
    serverTime: UPDATED,
    ...mark,
    oldestSeq: 1,
    behind: 3,
    counts: { entities: { measurement: 1, daily_aggregate: 1, metric_type: 0 }, types: { steps: 1 } },
    lastWriteAt: { devices: { [DEVICE]: UPDATED }, sources: { healthkit: UPDATED } },
    digest: 'ac51828b301308e0',
    digests: { measurement: '230902bc12c9e5dc', daily_aggregate: '89487fcf1d492304' },
    status: 'behind',
    recommendations: ['pull_changes'],
  },
  MetricTypesPage: { items: [metricType] },
  MetricTypeDefinition: {
    id: MUTATION,
    code: 'x_mood',
    name: 'Mood',
    unit: 'points',
    kind: 'discrete',
    colour: '#1f8a70',
    icon: 'smile',
  },
  DefinitionResponse: defined,
  SourceOrder: { sources: ['garmin', 'healthkit'], mutationId: ORDER, revision: 1, updatedAt: UPDATED },
  SourceOrderRequest: { id: ORDER, sources: ['garmin', 'healthkit'] },
  SourceOrderResponse: { index: 0, id: ORDER, status: 'created', sources: ['garmin', 'healthkit'], ...mark },
  IngestStepsRequest: {
    client_id: SUBJECT,
    steps: [{ date: '2026-05-24', total_steps: 8003, source_devices: ['Apple Watch', 'iPhone'] }],
  },
  IngestSleepRequest: {
    client_id: SUBJECT,
    sleep_records: [
      {
        date: '2026-05-24',
        total_sleep_minutes: 431,
        in_bed_minutes: 470,
        asleep_deep_minutes: 62,
        sleep_start: '2026-05-23T22:41:00Z',
        sleep_end: '2026-05-24T06:31:00Z',
      },
    ],
  },
  IngestResponse: { success: true, processed: 1, total: 1 },
  DevicesPage: {
    items: [
      {
        id: DEVICE,
        name: 'My phone',
        kind: 'healthkit',
        createdAt: RECORDED,
        lastWriteAt: UPDATED,
        current: false,
      },
      {
        id: BROWSER,
        name: 'Firefox on Windows',
        kind: null,
        createdAt: UPDATED,
        lastWriteAt: null,
        current: true,
      },
    ],
  },
  SubjectsPage: { items: [{ id: SUBJECT }] },
  AuditRevisionsPage: { items: [{ ...revision, measurementId: RECORD }] },
  Live: { status: 'live' },
  Ready: { status: 'ready' },
};

const refusedDay = {
  success: true,
  processed: 1,
  total: 2,
  errors: [
    {
      index: 1,
      date: '2026-02-31',
      message: 'date must be a real calendar date, like 2026-05-24',
      code: 'invalid_date',
    },
  ],
};

/** Where an answer is not the schema's own example: by operation and status. */
export const ANSWER_EXAMPLES: Readonly<Record<string, unknown>> = {
  'recordBatch 207': {
    counts: { ...counts, duplicate: 1, rejected: 1 },
    items: [{ ...updated, status: 'duplicate' }, rejected],
    ...mark,
  },
  'recordMeasurement 200': { ...updated, status: 'duplicate', revision: 1, ...mark },
  'recordMeasurement 201': { ...updated, status: 'created', revision: 1, ...mark },
  'correctMeasurement 200': {
    ...updated,
    id: CORRECTION,
    revision: 3,
    value: 4800,
    mutationId: CORRECTION,
    ...mark,
  },
  'retractMeasurement 200': { ...retracted, index: 0, ...mark },
  'ingestSteps 207': refusedDay,
  'ingestSleep 207': refusedDay,
  'defineMetricType 200': { ...defined, status: 'duplicate' },
};
