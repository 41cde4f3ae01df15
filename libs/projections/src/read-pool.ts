import { createPool } from '@daybook/database';
import type { Pool } from 'pg';

/** Nest's token for the pool that the query handlers read through. */
export const READ_POOL = Symbol('the pool that queries read through');

/** The connections of the queries, whose statements are planned once. */
export function createReadPool(url: string, max: number): Pool {
  return createPool(url, { max, applicationName: 'daybook read', sequentialScans: false });
}
