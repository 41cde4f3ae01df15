import { addDays, localDateIn, zoneOffsetMinutes } from '@daybook/domain';
import { demoDay } from './demo-day.js';
import { DEMO_DEVICES, type DemoRecord } from './demo-record.js';

/** Two months: enough for every figure and curve of a dashboard, little enough to be there within seconds. */
export const DEMO_DAYS = 60;

const MINUTE_MS = 60_000;

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,Record*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
<!ELEMENT ExportDate EMPTY>
<!ATTLIST ExportDate value CDATA #REQUIRED>
<!ELEMENT Me EMPTY>
<!ATTLIST Me HKCharacteristicTypeIdentifierDateOfBirth CDATA #REQUIRED>
<!ELEMENT Record EMPTY>
<!ATTLIST Record
  type CDATA #REQUIRED
  unit CDATA #IMPLIED
  value CDATA #IMPLIED
  sourceName CDATA #REQUIRED
  sourceVersion CDATA #IMPLIED
  device CDATA #IMPLIED
  creationDate CDATA #IMPLIED
  startDate CDATA #REQUIRED
  endDate CDATA #REQUIRED
>
]>
`;

/**
 * The bundled sample: an Apple Health export of somebody who does not exist, of the 60 days up to this moment. It is
 * made when it is asked for, so that a dashboard has something to show of today, and says the same of the same days.
 */
export function* demoExport(nowMs: number, timeZone: string): Generator<string> {
  const printed = printer(zoneOffsetMinutes(nowMs, timeZone));
  yield HEAD;
  yield `<HealthData locale="en_GB">\n <ExportDate value="${printed(nowMs)}"/>\n`;
  yield ` <Me HKCharacteristicTypeIdentifierDateOfBirth=""/>\n`;
  const today = localDateIn(nowMs, timeZone);
  for (let back = DEMO_DAYS - 1; back >= 0; back -= 1) {
    const past = demoDay(addDays(today, -back), timeZone).filter(({ endMs }) => endMs <= nowMs);
    yield past.map((record) => recordElement(record, printed)).join('');
  }
  yield '</HealthData>\n';
}

/** Apple prints every date with the offset that the phone had at the export, whatever it was then. */
function printer(offsetMinutes: number): (ms: number) => string {
  const sign = offsetMinutes < 0 ? '-' : '+';
  const [hours, minutes] = [Math.floor(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60];
  const offset = `${sign}${String(hours).padStart(2, '0')}${String(minutes).padStart(2, '0')}`;
  return (ms) =>
    `${new Date(ms + offsetMinutes * MINUTE_MS).toISOString().slice(0, 19).replace('T', ' ')} ${offset}`;
}

function recordElement(record: DemoRecord, printed: (ms: number) => string): string {
  const { type, device, startMs, endMs, value, unit } = record;
  const { name, version, device: machine } = DEMO_DEVICES[device];
  const attributes = {
    type,
    sourceName: name,
    sourceVersion: version,
    ...(machine !== '' && { device: machine }),
    ...(unit !== undefined && { unit }),
    creationDate: printed(endMs),
    startDate: printed(startMs),
    endDate: printed(endMs),
    value,
  };
  const words = Object.entries(attributes).map(([key, text]) => `${key}="${escaped(text)}"`);
  return ` <Record ${words.join(' ')}/>\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
