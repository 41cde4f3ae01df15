import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { ListAuditRevisionsHandler } from './audit/list-audit-revisions.handler.js';
import { ReadAuditEventsHandler } from './audit/read-audit-events.handler.js';
import { ReadChangesHandler } from './changes/read-changes.handler.js';
import { ListDaysAsOfHandler } from './days/list-days-as-of.handler.js';
import { ListDaysHandler } from './days/list-days.handler.js';
import { ReadHeadHandler } from './head/read-head.handler.js';
import { FindMeasurementHandler } from './measurements/find-measurement.handler.js';
import { ListMeasurementsHandler } from './measurements/list-measurements.handler.js';
import { ListMetricTypesHandler } from './metric-types/list-metric-types.handler.js';
import { READ_POOL } from './read-pool.js';
import { ListRevisionsHandler } from './revisions/list-revisions.handler.js';
import { SnapshotReader } from './snapshot/snapshot-reader.js';
import { ReadSourceOrderHandler } from './source-order/read-source-order.handler.js';
import { ReadSyncStatusHandler } from './sync-status/read-sync-status.handler.js';

export interface ProjectionsOptions {
  /** Connections to the primary: a replica may show commits in another order. */
  readonly pool: Pool;
}

/** Every view and how it is read. A new view is a folder beside the others and a line here. */
@Module({})
export class ProjectionsModule {
  static forRoot({ pool }: ProjectionsOptions): DynamicModule {
    return {
      module: ProjectionsModule,
      imports: [CqrsModule],
      providers: [
        { provide: READ_POOL, useValue: pool },
        ReadHeadHandler,
        ReadChangesHandler,
        FindMeasurementHandler,
        ListMeasurementsHandler,
        ListRevisionsHandler,
        ListDaysHandler,
        ListDaysAsOfHandler,
        ListMetricTypesHandler,
        ReadSourceOrderHandler,
        ReadSyncStatusHandler,
        ReadAuditEventsHandler,
        ListAuditRevisionsHandler,
        SnapshotReader,
      ],
      exports: [SnapshotReader],
    };
  }
}
