import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { CommitSignals, EventLog } from '@daybook/event-log';
import { Clock } from './clock.js';
import { DefineMetricTypeHandler } from './define-metric-type/define-metric-type.handler.js';
import { RecordMeasurementsHandler } from './record-measurements/record-measurements.handler.js';
import { SetSourceOrderHandler } from './set-source-order/set-source-order.handler.js';

export interface CommandsOptions {
  /** The pool of the write path: `WRITE_CONNECTIONS` connections that do nothing else. */
  readonly pool: Pool;
  readonly signals: CommitSignals;
  readonly now: () => number;
}

/** Every command and the log they append to. A new command is a folder beside the others and a line here. */
@Module({})
export class CommandsModule {
  static forRoot({ pool, signals, now }: CommandsOptions): DynamicModule {
    return {
      module: CommandsModule,
      imports: [CqrsModule],
      providers: [
        { provide: EventLog, useValue: new EventLog(pool, signals) },
        { provide: Clock, useValue: new Clock(now) },
        RecordMeasurementsHandler,
        DefineMetricTypeHandler,
        SetSourceOrderHandler,
      ],
      exports: [EventLog],
    };
  }
}
