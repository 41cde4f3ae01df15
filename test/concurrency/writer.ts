import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { CommandsModule, RecordMeasurements, type BatchOutcome } from '@daybook/commands';
import { CommitSignals, createWritePool, type Origin } from '@daybook/event-log';

/** A write path with pool, queue and signals of its own, without the server around it. */
export interface Writer {
  readonly pool: Pool;
  send(origin: Origin, items: readonly unknown[]): Promise<BatchOutcome>;
  close(): Promise<void>;
}

export async function startWriter(url: string): Promise<Writer> {
  const pool = createWritePool(url);
  const signals = new CommitSignals(pool, url);
  Logger.overrideLogger(false);
  const app = await NestFactory.createApplicationContext(
    CommandsModule.forRoot({ pool, signals, now: Date.now }),
  );
  await app.init();
  const bus = app.get(CommandBus);
  return {
    pool,
    send: (origin, items) => bus.execute(new RecordMeasurements(origin, items)),
    close: async () => {
      await app.close();
      await signals.close();
      await pool.end();
    },
  };
}

export function originOf(userId: string): Origin {
  return {
    userId,
    actorId: userId,
    deviceId: null,
    deviceKind: null,
    requestId: 'concurrency',
    reason: null,
  };
}
