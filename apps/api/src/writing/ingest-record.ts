import { isRecordDate, type Rejection, type RejectionCode } from '@daybook/domain';

/** A record of an ingest body as an item of a batch, without an id when the record brings none. */
export type IngestItem = Readonly<Record<string, unknown>>;

/** Thrown while a record is turned into an item: what the item's own check could not see any more. */
export class IngestFault extends Error {
  readonly rejection: Rejection;

  constructor(code: RejectionCode, name: string, detail: string) {
    super(detail);
    this.rejection = { code, pointer: `/${name}`, detail };
  }
}

/** The domain's own limit of `sourceDevice`. */
const SOURCE_DEVICE_MAX_LENGTH = 200;

export type IngestRecord = Readonly<Record<string, unknown>>;

export function recordOf(value: unknown): IngestRecord {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as IngestRecord;
  throw new IngestFault('invalid_type', '', 'a record must be a JSON object');
}

/** The day total that the record stands for: its day decides which one. */
export function dayTotalId(record: IngestRecord, healthKitIdentifier: string): string {
  const { date } = record;
  if (date === undefined || date === null) throw new IngestFault('required', 'date', 'date is required');
  if (typeof date === 'string' && isRecordDate(date)) return `stats:${healthKitIdentifier}:${date}`;
  throw new IngestFault('invalid_date', 'date', 'date must be a real calendar date, like 2026-05-24');
}

/** CoachFit's counts and minutes are whole numbers. */
export function wholeNumber(record: IngestRecord, name: string): number {
  const value = optionalWholeNumber(record, name);
  if (value === undefined) throw new IngestFault('required', name, `${name} is required`);
  return value;
}

export function optionalWholeNumber(record: IngestRecord, name: string): number | undefined {
  const value = record[name] ?? undefined;
  if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 0))
    return value as number | undefined;
  throw new IngestFault('invalid_value', name, `${name} must be a whole number from 0 on`);
}

/** The devices in one text. A list that is too long loses its last names: no total is refused for its devices. */
export function devicesOf(record: IngestRecord): string | undefined {
  const devices = record['source_devices'] ?? [];
  if (!Array.isArray(devices) || !devices.every((device) => typeof device === 'string' && device !== '')) {
    throw new IngestFault('invalid_type', 'source_devices', 'source_devices must be an array of names');
  }
  let joined = '';
  for (const device of devices as string[]) {
    const longer = joined === '' ? device : `${joined}, ${device}`;
    if (longer.length <= SOURCE_DEVICE_MAX_LENGTH) joined = longer;
  }
  return joined === '' ? undefined : joined;
}

/** What members of an item are called in the bodies of CoachFit. */
const SENT_AS: Readonly<Record<string, string>> = {
  startAt: 'sleep_start',
  endAt: 'sleep_end',
  sourceDevice: 'source_devices',
};

/** What is wrong with a record, in the names that its sender knows. */
export function ingestMessage({ detail }: Rejection): string {
  return detail.replaceAll(/\b(?:startAt|endAt|sourceDevice)\b/gu, (name) => SENT_AS[name] ?? name);
}
