import type { Pool, PoolClient, QueryResultRow } from 'pg';

/** A statement under a fixed name: each connection plans it once, which halves the cost of a small read. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** A pool, or the one connection of a transaction. */
export type Connection = Pick<Pool | PoolClient, 'query'>;

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
  const { rows } = await connection.query<Row>({ ...statement, values: [...values] });
  return rows;
}
