import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { createPool } from '@daybook/database';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { recording, total } from '../test/totals.js';
import { CommitSignals, createWritePool, EventLog, openStream, type AppendCommand } from './index.js';
import { groupState, type ReadRow } from './group-state.js';
import { READ_SQL, readParameters } from './read-statement.js';

const DEFINITIONS = 600;

let database: TestDatabase;
let pool: Pool;
let owner: Pool;
let log: EventLog;
let user: string;

beforeAll(async () => {
  database = await testDatabase();
  pool = createWritePool(database.apiUrl);
  owner = createPool(database.ownerUrl, { max: 2, applicationName: 'daybook spec' });
  log = new EventLog(pool, new CommitSignals(pool, database.apiUrl));
  user = await openStream(owner);
  await owner.query(
    `insert into metric_types (user_id, code, mutation_id, revision, recorded_at, definition)
     select $1, 'x_' || n, gen_random_uuid(), 1, now(),
       json_build_object('code', 'x_' || n, 'name', 'N', 'unit', 'points', 'kind', 'discrete', 'colour', null, 'icon', null)
     from generate_series(1, ${DEFINITIONS}) n`,
    [user],
  );
});

afterAll(async () => {
  await new Promise((resolve) => setTimeout(resolve, 40));
  await Promise.all([pool.end(), owner.end()]);
  await database.drop();
});

async function metricsRead(...commands: readonly AppendCommand<unknown>[]): Promise<string[]> {
  const { rows } = await pool.query<[string, string, string]>({
    text: READ_SQL,
    values: readParameters(commands),
    rowMode: 'array',
  });
  return [
    ...(groupState(rows satisfies ReadRow[])
      .get(user)
      ?.state.metrics.keys() ?? []),
  ].sort();
}

function ofMetric(code: string): Record<string, unknown> {
  return { ...total(5), type: code, externalId: `stats:${code}:2026-05-24` };
}

describe('READ', () => {
  it('brings of 600 own metrics those that the items name, and none that the registry knows', async () => {
    expect(await metricsRead(recording(user, [ofMetric('x_7'), ofMetric('x_8'), total(1)]))).toEqual([
      'x_7',
      'x_8',
    ]);
    expect(await metricsRead(recording(user, [total(1)]))).toEqual([]);
  });

  it('brings the own metric of a record that is named by its id alone', async () => {
    const { answer } = await log.append(recording(user, [ofMetric('x_9')]));
    const decision = answer[0];
    const measurementId = decision && 'event' in decision ? decision.event.measurementId : null;
    const nothing = { localDate: null, metric: null, samples: false };
    const correction = {
      ...recording(user, []),
      needs: [{ ...nothing, mutationId: uuidv7(), measurementId }],
    };
    expect(await metricsRead(correction)).toEqual(['x_9']);
  });

  it('brings every one of them, once, to who defines another', async () => {
    const defining = { ...recording(user, []), ownMetrics: 'all' as const };
    expect(await metricsRead(recording(user, [ofMetric('x_7')]), defining)).toHaveLength(DEFINITIONS);
  });
});
