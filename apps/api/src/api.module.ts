import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { CommandsModule } from '@daybook/commands';
import { CommitSignals } from '@daybook/event-log';
import { ProjectionsModule } from '@daybook/projections';
import { AccessGuard } from './access/access.guard.js';
import { Devices } from './access/devices.js';
import { DevicesController } from './access/devices.controller.js';
import { SessionController } from './access/session.controller.js';
import { SignInController } from './access/sign-in.controller.js';
import { SignIn } from './access/sign-in.js';
import { SubjectDirectory } from './access/subject-directory.js';
import { SubjectsController } from './access/subjects.controller.js';
import type { ApiParts } from './api-parts.js';
import { CommitWatch } from './feed/commit-watch.js';
import { FeedReader } from './feed/feed-reader.js';
import { LiveChannels } from './feed/live-channels.js';
import { HealthController } from './observing/health.controller.js';
import { MetricsController } from './observing/metrics.controller.js';
import { Readiness } from './observing/readiness.js';
import { ServerMetrics } from './observing/server-metrics.js';
import { DocumentController } from './openapi/document.controller.js';
import { DocumentText } from './openapi/document-text.js';
import { CheckedPipe } from './problem/checked.pipe.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { AuditController } from './reading/audit.controller.js';
import { ChangesController } from './reading/changes.controller.js';
import { DaysController } from './reading/days.controller.js';
import { DaysReader } from './reading/days-reader.js';
import { MeasurementsController } from './reading/measurements.controller.js';
import { MetricTypesReadController } from './reading/metric-types-read.controller.js';
import { SnapshotController } from './reading/snapshot.controller.js';
import { SourceOrderReadController } from './reading/source-order-read.controller.js';
import { SubjectAuditController } from './reading/subject-audit.controller.js';
import { SyncStatusController } from './reading/sync-status.controller.js';
import { RouteTable } from './server/route-table.js';
import { ServerClock } from './server/server-clock.js';
import { ArrivalIds } from './writing/arrival-ids.js';
import { BatchController } from './writing/batch.controller.js';
import { IngestController } from './writing/ingest.controller.js';
import { MeasurementRecorder } from './writing/measurement-recorder.js';
import { MeasurementWritesController } from './writing/measurement-writes.controller.js';
import { MetricTypesController } from './writing/metric-types.controller.js';
import { SourceOrderController } from './writing/source-order.controller.js';

const WRITING = [
  BatchController,
  MeasurementWritesController,
  IngestController,
  MetricTypesController,
  SourceOrderController,
];

const READING = [
  MeasurementsController,
  DaysController,
  ChangesController,
  SnapshotController,
  SyncStatusController,
  MetricTypesReadController,
  SourceOrderReadController,
  SubjectsController,
  DevicesController,
  AuditController,
  SubjectAuditController,
];

const OPERATING = [
  SignInController,
  SessionController,
  HealthController,
  MetricsController,
  DocumentController,
];

/** Every route of the server. A new one is a class, a method and an e2e sentence; here only its class is named. */
@Module({})
export class ApiModule {
  static of(parts: ApiParts): DynamicModule {
    const { readPool, writePool, signals, config } = parts;
    return {
      module: ApiModule,
      imports: [
        CqrsModule.forRoot(),
        CommandsModule.forRoot({ pool: writePool, signals, now: config.now }),
        ProjectionsModule.forRoot({ pool: readPool }),
      ],
      controllers: [...WRITING, ...READING, ...OPERATING],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: CheckedPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: CommitSignals, useValue: signals },
        { provide: ServerClock, useValue: new ServerClock(config.now) },
        { provide: SubjectDirectory, useValue: new SubjectDirectory(parts.db) },
        { provide: Devices, useValue: new Devices(parts.db, config.now) },
        { provide: SignIn, useValue: new SignIn(parts.db, config.now) },
        { provide: Readiness, useValue: parts.readiness },
        { provide: ServerMetrics, useValue: parts.metrics },
        { provide: LiveChannels, useValue: parts.channels },
        { provide: RouteTable, useValue: parts.routes },
        { provide: DocumentText, useValue: parts.document },
        ArrivalIds,
        CommitWatch,
        DaysReader,
        FeedReader,
        MeasurementRecorder,
      ],
    };
  }
}
