import 'reflect-metadata';
import { createPool } from '@daybook/database';
import {
  checkItem,
  decideMeasurement,
  decideMetricType,
  decideSourceOrder,
  foldEvent,
  type CommitDraft,
  type Decision,
  type SubjectState,
} from '@daybook/domain';
import { CommitSignals, createWritePool, EventLog, openStream, type ItemNeeds } from '@daybook/event-log';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { QueryBus, type Query } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { createReadPool } from '../src/read-pool.js';
import { ProjectionsModule } from '../src/projections.module.js';

/** What a client sends: an item of a batch, a source order (`sources`) or the definition of a metric (`code`). */
export type Sent = Readonly<Record<string, unknown>>;

/** A database with the real write path before it and the room's queries behind it. */
export class Daybook {
  private constructor(
    readonly owner: Pool,
    readonly pool: Pool,
    private readonly writePool: Pool,
    private readonly log: EventLog,
    private readonly app: INestApplicationContext,
  ) {}

  static async open({ ownerUrl, apiUrl }: { ownerUrl: string; apiUrl: string }): Promise<Daybook> {
    Logger.overrideLogger(false);
    const owner = createPool(ownerUrl, { max: 6, applicationName: 'daybook spec owner' });
    const pool = createReadPool(apiUrl, 6);
    const writePool = createWritePool(apiUrl);
    const log = new EventLog(writePool, new CommitSignals(writePool, apiUrl));
    const app = await NestFactory.createApplicationContext(ProjectionsModule.forRoot({ pool }));
    await app.init();
    return new Daybook(owner, pool, writePool, log, app);
  }

  ask<Result>(query: Query<Result>): Promise<Result> {
    return this.app.get(QueryBus).execute(query);
  }

  get<Type>(type: new (...args: never[]) => Type): Type {
    return this.app.get<Type>(type);
  }

  async newSubject(): Promise<TestSubject> {
    return new TestSubject(this.log, await openStream(this.owner));
  }

  async close(): Promise<void> {
    await this.app.close();
    // The signals' notification is sent 20 ms after a commit, through the pool.
    await new Promise((resolve) => setTimeout(resolve, 40));
    await Promise.all([this.owner.end(), this.pool.end(), this.writePool.end()]);
  }
}

/** A subject that sends mutations, each call one command. */
export class TestSubject {
  constructor(
    private readonly log: EventLog,
    readonly userId: string,
  ) {}

  async send(items: readonly Sent[], deviceId: string | null = null): Promise<readonly Decision[]> {
    const now = Date.now();
    const { userId } = this;
    const { answer } = await this.log.append({
      origin: { userId, actorId: userId, deviceId, deviceKind: null, requestId: 'spec', reason: null },
      needs: items.flatMap((item) => needsOf(item, now)),
      contestedDays: items.some((item) => 'sources' in item) ? 'read' : 'untouched',
      ownMetrics: items.some((item) => 'code' in item) ? 'all' : 'named',
      decide: (state, draft) => items.map((item) => settle(state, draft, item, now)),
    });
    return answer;
  }
}

function settle(state: SubjectState, draft: CommitDraft, item: Sent, now: number): Decision {
  const decision = decide(state, item, now);
  if ('event' in decision) foldEvent(state, draft, decision.event);
  return decision;
}

function decide(state: SubjectState, item: Sent, now: number): Decision {
  if ('sources' in item) return decideSourceOrder(state, item, now);
  if ('code' in item) return decideMetricType(state, item, now);
  return decideMeasurement(state, checkItem(item, now, null));
}

/** As the commands' room asks: the record of a mutation, and the samples of its day if they count. */
function needsOf(item: Sent, now: number): ItemNeeds[] {
  const nothing = { measurementId: null, localDate: null, metric: null, samples: false };
  if ('sources' in item || 'code' in item) return [{ ...nothing, mutationId: String(item['id']) }];
  const checked = checkItem(item, now, null);
  if (checked.situation !== 'sound') throw new Error(JSON.stringify(checked));
  const { mutation } = checked;
  const { id: mutationId, measurementId } = mutation;
  if (mutation.kind !== 'record') return [{ ...nothing, mutationId, measurementId }];
  const { localDate } = mutation.content;
  const samples = mutation.recordKind !== 'day_total';
  return [{ mutationId, measurementId, localDate, metric: mutation.type, samples }];
}
