import type { Pool } from 'pg';
import { createPool } from '@daybook/database';
import { WRITE_CONNECTIONS } from './event-log.js';

/**
 * The connections of the write path, which run READ and WRITE and nothing else. Both statements are planned once,
 * maybe over empty tables, where a sequential scan looks best: it is forbidden, so that the plan still serves when
 * a bulk import has filled the tables (docs/decisions/0008).
 */
export function createWritePool(url: string): Pool {
  const address = `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent('-c enable_seqscan=off')}`;
  return createPool(address, { max: WRITE_CONNECTIONS, applicationName: 'daybook write' });
}
