import 'reflect-metadata';
import { Logger, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, CqrsModule, QueryBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { CommandsModule, RecordMeasurements } from '@daybook/commands';
import { CommitSignals, createWritePool, openStream } from '@daybook/event-log';
import { createReadPool, ProjectionsModule } from '@daybook/projections';
import { testDatabase, type TestDatabase } from '@daybook/testing';
import { WideEvent } from '../observing/wide-event.js';
import { changesStream } from './changes-stream.js';
import { CommitWatch } from './commit-watch.js';
import { FeedReader } from './feed-reader.js';

@Module({})
class WritingAndReading {}

let database: TestDatabase;
let pools: Pool[];
let app: INestApplicationContext;
let watch: CommitWatch;
let userId: string;

beforeAll(async () => {
  database = await testDatabase();
  const writePool = createWritePool(database.apiUrl);
  const readPool = createReadPool(database.apiUrl, 2);
  pools = [writePool, readPool];
  const signals = new CommitSignals(readPool, database.apiUrl);
  Logger.overrideLogger(false);
  app = await NestFactory.createApplicationContext({
    module: WritingAndReading,
    imports: [
      CqrsModule.forRoot(),
      CommandsModule.forRoot({ pool: writePool, signals, now: Date.now }),
      ProjectionsModule.forRoot({ pool: readPool }),
    ],
  });
  await app.init();
  watch = new CommitWatch(signals, app.get(QueryBus));
  userId = await openStream(writePool);
});

afterAll(async () => {
  await app.close();
  // The signals' notification is sent 20 ms after a commit, through the pool.
  await new Promise((resolve) => setTimeout(resolve, 40));
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

async function record(): Promise<void> {
  const origin = {
    userId,
    actorId: userId,
    deviceId: null,
    deviceKind: null,
    requestId: 'spec',
    reason: null,
  };
  const item = {
    id: uuidv7(),
    type: 'heart_rate',
    value: 61,
    startAt: '2026-05-24T08:00:00Z',
    source: 'healthkit',
  };
  await app.get(CommandBus).execute(new RecordMeasurements(origin, [item]));
}

describe('the stream of changes', () => {
  it('tells at once of what was committed between its first page and its first event', async () => {
    const wideEvent = new WideEvent();
    const parts = { reader: new FeedReader(app.get(QueryBus)), watch, wideEvent };
    const request = {
      userId,
      cursor: null,
      entities: null,
      limit: 10,
      withoutBodiesOf: null,
      latest: false,
    };
    const abort = new AbortController();
    const events = await changesStream(parts, request, abort.signal);
    await record();
    expect((await events.next()).value).toContain('heartbeat');
    expect((await events.next()).value).toContain('"heart_rate"');
    // Its two pages. Unhinted, it would wait for a second and then look at the head in between.
    expect(wideEvent.dbCalls).toBe(2);
    abort.abort();
    expect((await events.next()).done).toBe(true);
  });
});
