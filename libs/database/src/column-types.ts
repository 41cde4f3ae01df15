import pg from 'pg';

type Parse = (text: string) => unknown;

/** The driver's own parsers; its types list only some of PostgreSQL's type numbers. */
const driverParser = pg.types.getTypeParser as (type: number, format: 'text' | 'binary') => Parse;

const TEXT_ARRAY = 1009;

/**
 * What a column becomes in JavaScript, by PostgreSQL's type number. `pg` by itself makes a local midnight of a date,
 * text of a bigint, and spends time on parsing JSON that only passes through.
 */
const PARSERS: Readonly<Record<number, Parse>> = {
  20: safeInteger, // int8
  114: asText, // json: finished wire text
  1082: asText, // date: YYYY-MM-DD
  1184: epochMilliseconds, // timestamptz
  1700: asText, // numeric: exact
  199: arrayOf(asText), // json[]
  1016: arrayOf(safeInteger), // int8[]
  1182: arrayOf(asText), // date[]
  1185: arrayOf(epochMilliseconds), // timestamptz[]
  1231: arrayOf(asText), // numeric[]
};

/**
 * Type parsers for one pool, leaving those of the process alone. int8 is a number and an error beyond 2^53, date is
 * `YYYY-MM-DD`, numeric and json are text, jsonb is parsed, timestamptz is milliseconds since 1970 (±Infinity for
 * the infinite ones). Expects the session settings of `createPool`.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((type: number, format: 'text' | 'binary') =>
    (format === 'text' ? PARSERS[type] : undefined) ??
    driverParser(type, format)) as typeof pg.types.getTypeParser,
};

function asText(text: string): string {
  return text;
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is no exact number: select it as text`);
  return value;
}

/** From `2026-03-01 07:00:00.123456+00`: the session's zone is UTC, so the offset is always these three characters. */
function epochMilliseconds(text: string): number {
  if (text.endsWith('infinity')) return text.startsWith('-') ? -Infinity : Infinity;
  const at = Date.parse(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
  if (Number.isNaN(at) || !text.endsWith('+00'))
    throw new RangeError(`${text} is no instant of the years 1 to 9999`);
  return at;
}

function arrayOf(parse: Parse): Parse {
  const split = driverParser(TEXT_ARRAY, 'text') as (text: string) => readonly (string | null)[];
  return (text) => split(text).map((item) => (item === null ? null : parse(item)));
}
