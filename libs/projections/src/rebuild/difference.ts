import { isDeepStrictEqual } from 'node:util';

/** The projections that a fold of the log can be held against. */
export type ProjectionTable =
  'measurements' | 'daily_aggregates' | 'metric_types' | 'source_orders' | 'user_streams' | 'change_log';

/**
 * One row that is not what the log says. `found` is what the table holds and `folded` what it should hold, `null`
 * for no row; `key` is the row's key without the subject.
 */
export interface Difference {
  readonly table: ProjectionTable;
  readonly key: string;
  readonly found: unknown;
  readonly folded: unknown;
}

/** The difference of one row, or none. Members are compared by name, numbers bit by bit. */
export function differenceOf(
  table: ProjectionTable,
  key: string,
  found: unknown,
  folded: unknown,
): Difference[] {
  return isDeepStrictEqual(found, folded) ? [] : [{ table, key, found, folded }];
}
