import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { ReplannedStatement } from '@daybook/database';

/** A statement under a name: each connection plans it now and then instead of each time, which halves the cost of a small read. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** A pool, or the one connection of a transaction. */
export type Connection = Pick<Pool | PoolClient, 'query'>;

/** One plan a statement and process would be that of the tables' first minute (docs/decisions/0008). */
const replanned = new Map<string, ReplannedStatement>();

function nameOf({ name }: Statement): string {
  let statement = replanned.get(name);
  if (!statement) replanned.set(name, (statement = new ReplannedStatement(name)));
  return statement.name;
}

/**
 * The rows of one statement, hence of one snapshot. Every statement of this room is scoped by subject, names its
 * columns and reads a slice that stays under the server's 5 s. Positions and revisions are selected as `float8`,
 * instants as milliseconds and days as text, so that no parser of the pool decides what arrives.
 */
export async function readRows<Row extends QueryResultRow>(
  connection: Connection,
  statement: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await connection.query<Row>({
    name: nameOf(statement),
    text: statement.text,
    values: [...values],
  });
  return rows;
}
