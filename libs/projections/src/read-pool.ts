import { createPool } from '@daybook/database';
import type { Pool } from 'pg';

/** Nest's token for the pool that the query handlers read through. */
export const READ_POOL = Symbol('the pool that queries read through');

/**
 * The connections of the queries. Their statements are planned once, maybe over empty tables, where a sequential
 * scan looks best: it is forbidden, so that the plan still serves when an import has filled the tables
 * (docs/decisions/0008).
 */
export function createReadPool(url: string, max: number): Pool {
  const address = `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent('-c enable_seqscan=off')}`;
  return createPool(address, { max, applicationName: 'daybook read' });
}
