import { arrayLiteral, arrayOf, type LiteralKind, type LiteralValue } from './array-literal.js';

/** One column that WRITE fills: its name, its type in the parameter and where its value comes from. */
export interface Column<Row> {
  readonly name: string;
  readonly type: string;
  readonly kind: LiteralKind;
  readonly value: (row: Row) => LiteralValue;
  /** Cast in the insert, where the parameter's array cannot have the column's type (arrays, json). */
  readonly cast?: string;
}

export function column<Row>(
  name: string,
  type: string,
  kind: LiteralKind,
  value: (row: Row) => LiteralValue,
  cast?: string,
): Column<Row> {
  return { name, type, kind, value, ...(cast !== undefined && { cast }) };
}

/** `unnest($5::uuid[], $6::int8[]) as alias(user_id, version)`, with the parameters numbered from `first`. */
export function unnest(columns: readonly Column<never>[], alias: string, first: number): string {
  const parameters = columns.map(({ type, kind }, i) => arrayOf(`$${first + i}`, kind, type));
  return `unnest(${parameters.join(', ')}) as ${alias}(${columns.map(({ name }) => name).join(', ')})`;
}

export function columnNames(columns: readonly Column<never>[]): string {
  return columns.map(({ name }) => name).join(', ');
}

/** The columns as they are selected from `alias`, cast where that is needed. */
export function columnValues(columns: readonly Column<never>[], alias: string): string {
  return columns.map(({ name, cast }) => `${alias}.${name}${cast ? `::${cast}` : ''}`).join(', ');
}

export function columnLiterals<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  return columns.map(({ kind, value }) => arrayLiteral(rows, kind, value));
}
