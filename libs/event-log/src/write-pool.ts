import type { Pool } from 'pg';
import { createPool } from '@daybook/database';
import { WRITE_CONNECTIONS } from './event-log.js';

/** The connections of the write path, which run READ and WRITE and nothing else, both planned once. */
export function createWritePool(url: string): Pool {
  return createPool(url, {
    max: WRITE_CONNECTIONS,
    applicationName: 'daybook write',
    sequentialScans: false,
  });
}
