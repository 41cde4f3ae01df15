import type { Pool } from 'pg';
import { createPool, openDatabase } from '@daybook/database';
import { openStream } from '@daybook/event-log';
import { BARE_INSERT_SQL, bareParameters, bareRows } from './bare-rows.js';
import type { BenchServer } from './bench-server.js';
import { KeepAliveClient } from './keep-alive-client.js';
import { phoneBatches } from './phone-batches.js';
import { median, spread } from './statistics.js';

/** Phones that send at once; each is a subject of its own with one connection. */
const PHONES = 8;
const ROUNDS = 5;
/** Batches a phone sends in a round, by batch size: each round takes about a second or two. */
const BATCHES: Readonly<Record<number, number>> = { 1: 300, 100: 24, 500: 8 };

/** One batch size, measured: items per second of either side and the ratio round by round. */
export interface IngestResult {
  readonly size: number;
  readonly http: readonly number[];
  readonly bare: readonly number[];
}

/**
 * Batches over HTTP against the very rows they come to, inserted by bare SQL through as many connections, in turn,
 * in one run: the ratio holds while the machine's speed drifts.
 */
export async function benchIngest(server: BenchServer, say: (line: string) => void): Promise<IngestResult[]> {
  const database = await openDatabase({ dataDir: server.dataDir });
  const pool = createPool(database.apiUrl, { max: PHONES, applicationName: 'daybook bench' });
  const results: IngestResult[] = [];
  try {
    for (const [size, batches] of Object.entries(BATCHES).map(
      ([size, count]) => [Number(size), count] as const,
    )) {
      const result: { size: number; http: number[]; bare: number[] } = { size, http: [], bare: [] };
      await overHttp(server, 2, size);
      await byBareSql(pool, 2, size);
      for (let round = 0; round < ROUNDS; round++) {
        result.http.push(await overHttp(server, batches, size));
        result.bare.push(await byBareSql(pool, batches, size));
      }
      say(lineOf(result));
      results.push(result);
    }
  } finally {
    await pool.end();
    await database.close();
  }
  return results;
}

export function ratios({ http, bare }: IngestResult): number[] {
  return http.map((rate, i) => rate / (bare[i] ?? NaN));
}

function lineOf(result: IngestResult): string {
  const { size, http, bare } = result;
  const label = `${size} ${size === 1 ? 'item' : 'items'}`.padEnd(10);
  return `${label} HTTP ${Math.round(median(http))} items/s, bare SQL ${Math.round(median(bare))} items/s, ratio ${spread(ratios(result), 2)}`;
}

async function overHttp(server: BenchServer, batches: number, size: number): Promise<number> {
  const phones = await Promise.all(
    Array.from({ length: PHONES }, async () => {
      const { token } = await server.createToken();
      const bodies = phoneBatches(batches, size).map((items) => Buffer.from(JSON.stringify({ items })));
      return { client: new KeepAliveClient(server.origin, token), bodies };
    }),
  );
  const start = performance.now();
  await Promise.all(
    phones.map(async ({ client, bodies }) => {
      for (const body of bodies) await client.post('/api/measurements/batch', body);
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  for (const { client } of phones) client.close();
  return (PHONES * batches * size) / seconds;
}

async function byBareSql(pool: Pool, batches: number, size: number): Promise<number> {
  const phones = await Promise.all(
    Array.from({ length: PHONES }, async () => bareRows(await openStream(pool), phoneBatches(batches, size))),
  );
  const start = performance.now();
  await Promise.all(
    phones.map(async (rows) => {
      for (const batch of rows)
        await pool.query({ name: 'bare', text: BARE_INSERT_SQL, values: bareParameters(batch) });
    }),
  );
  return (PHONES * batches * size) / ((performance.now() - start) / 1000);
}
