/** One example of each body that is sent or answered; a spec checks them against their schemas. */

const MUTATION = '019e5834-8c00-7a31-9d2f-6b1f0c3a5e01';
const LATER = '019e5a12-4400-7c55-8a3e-1f2d3c4b5a69';
const RECORD = '6f1c2a0e-9d4b-8a37-b3f1-0c9e8d7a6b5c';
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
const rejected = {
  index: 1,
  id: MUTATION,
  status: 'rejected',
  code: 'value_out_of_range',
  retryable: false,
  detail: 'steps must be between 0 and 200000',
  pointer: '/items/1/value',
};
const mark = { cursor: CURSOR, seq: 17 };
const counts = { created: 0, updated: 1, unchanged: 0, superseded: 0, duplicate: 0, rejected: 0 };
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
  winner: { source: 'manual', measurementId: '019e5b00-1c00-7d10-8f6a-2b4d6f8a0c1e' },
  sources: ['healthkit', 'manual'],
  overridden: [{ source: 'healthkit', value: 8003 }],
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
const rowHead = { entity: 'measurement', id: RECORD, revision: 2, data: measurement };

export const EXAMPLES: Readonly<Record<string, unknown>> = {
  BatchRequest: { items: [dayTotal, { id: MUTATION, retract: true, measurementId: RECORD }] },
  BatchItem: dayTotal,
  BatchResponse: { counts: { ...counts, rejected: 1 }, items: [updated, rejected], ...mark },
  SingleResponse: { ...updated, ...mark },
  Correction: { id: LATER, value: 4800 },
  Retraction: { id: LATER },
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
  DefinitionResponse: { index: 0, id: MUTATION, status: 'created', metricType, ...mark },
  SourceOrder: { sources: ['garmin', 'healthkit'], mutationId: LATER, revision: 1, updatedAt: UPDATED },
  SourceOrderRequest: { id: LATER, sources: ['garmin', 'healthkit'] },
  SourceOrderResponse: { index: 0, id: LATER, status: 'created', sources: ['garmin', 'healthkit'], ...mark },
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
  IngestResponse: {
    success: true,
    processed: 1,
    total: 2,
    errors: [
      { index: 1, date: '2026-02-31', message: 'date must be a real calendar date', code: 'invalid_date' },
    ],
  },
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
