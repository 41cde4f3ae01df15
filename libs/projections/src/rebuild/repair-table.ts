import {
  columnLiterals,
  columnNames,
  columnValues,
  unnest,
  type Column,
  type Owned,
} from '@daybook/event-log';
import type { PoolClient } from 'pg';

/** Rows that one statement writes. */
const SLICE_ROWS = 1_000;

/** One of the tables whose rows a fold can put right. `key` is SQL: how a difference names a row `t`. */
export interface RepairableTable<Row> {
  readonly name: string;
  readonly key: string;
  readonly columns: readonly Column<Owned<Row>>[];
}

/** Puts the rows that the fold has for these keys in the place of whatever is there. */
export async function repairTable<Row>(
  client: PoolClient,
  { name, key, columns }: RepairableTable<Row>,
  userId: string,
  keys: readonly string[],
  folded: (key: string) => Row | null | undefined,
): Promise<void> {
  const insert = `insert into ${name} (${columnNames(columns)})
select ${columnValues(columns, 'i')} from ${unnest(columns, 'i', 1)}`;
  for (let first = 0; first < keys.length; first += SLICE_ROWS) {
    const slice = keys.slice(first, first + SLICE_ROWS);
    await client.query(`delete from ${name} t where t.user_id = $1 and ${key} = any($2)`, [userId, slice]);
    const rows = slice.flatMap((rowKey) => {
      const row = folded(rowKey);
      return row ? [{ userId, row }] : [];
    });
    await client.query(insert, columnLiterals(columns, rows));
  }
}
