import { UnusableInput } from '../unusable-input.js';

/**
 * The columns of a table and what else they may be called. Case, spaces, `_` and `-` in a name do not count.
 */
const NAMES = {
  date: ['date', 'day', 'localdate'],
  type: ['type', 'metric', 'identifier'],
  value: ['value'],
  unit: ['unit', 'units'],
  start: ['start', 'startat', 'startdate', 'starttime'],
  end: ['end', 'endat', 'enddate', 'endtime'],
  timeZone: ['timezone', 'tz'],
  source: ['source'],
  sourceDevice: ['sourcedevice', 'device'],
  externalId: ['externalid'],
  stage: ['stage'],
  exportedAt: ['exportedat'],
} as const satisfies Record<string, readonly string[]>;

export type Column = keyof typeof NAMES;

const COLUMNS = Object.keys(NAMES) as Column[];

/** Reads a field of a row by its column; a column that the table does not have is empty everywhere. */
export type FieldOf = (column: Column) => string;

export interface Columns {
  readonly count: number;
  readonly fieldOf: (fields: readonly string[]) => FieldOf;
  /** Names of the first row that are no column of ours. */
  readonly unknown: readonly string[];
}

/**
 * Reads the first row. Throws UnusableInput when it does not name enough columns to make a measurement of.
 */
export function readColumns(path: string, header: readonly string[]): Columns {
  const places = new Map<Column, number>();
  const unknown: string[] = [];
  header.forEach((name, place) => {
    const column = columnOf(name);
    if (column === undefined || places.has(column)) unknown.push(name);
    else places.set(column, place);
  });
  const hasTime = places.has('date') || places.has('start');
  if (!places.has('type') || !hasTime || !(places.has('value') || places.has('stage'))) {
    throw new UnusableInput(
      'wrong_format',
      `${path} is no table of measurements: its first row must name the columns date (or start), type and value, and may name ${optionalNames()}.`,
    );
  }
  const fieldOf = (fields: readonly string[]) => (column: Column) => fields[places.get(column) ?? -1] ?? '';
  return { count: header.length, fieldOf, unknown: unknown.filter((name) => name !== '') };
}

function columnOf(name: string): Column | undefined {
  const plain = name.toLowerCase().replace(/[\s_-]/g, '');
  return COLUMNS.find((column) => (NAMES[column] as readonly string[]).includes(plain));
}

function optionalNames(): string {
  return 'start, end, unit, time_zone, source, source_device, external_id, stage and exported_at';
}
