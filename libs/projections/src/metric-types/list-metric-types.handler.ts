import { wireCustomMetric, type WireMetricType } from '@daybook/contract';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { READ_POOL } from '../read-pool.js';
import { definedMetrics } from './defined-metrics.js';
import { ListMetricTypes } from './list-metric-types.query.js';

@QueryHandler(ListMetricTypes)
export class ListMetricTypesHandler implements IQueryHandler<ListMetricTypes> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ userId }: ListMetricTypes): Promise<readonly WireMetricType[]> {
    return (await definedMetrics(this.pool, userId)).map(wireCustomMetric);
  }
}
