import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { wireRegistryMetric, type Page, type WireMetricType } from '@daybook/contract';
import { METRICS } from '@daybook/domain';
import { ListMetricTypes } from '@daybook/projections';
import { Requires } from '../access/access.guard.js';
import { SubjectId, Wide } from '../access/request-parameters.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { readingPaths } from './reading-paths.js';

const REGISTRY = METRICS.map(wireRegistryMetric);

/** Every metric that can be sent: the registry's, then the subject's own. */
@Controller(readingPaths('metric-types'))
export class MetricTypesReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Requires('read')
  @Documented({
    name: 'listMetricTypes',
    tag: 'reading',
    summary: 'Every metric that can be sent',
    answers: { 200: { description: 'The registry’s, then the subject’s own.', schema: 'MetricTypesPage' } },
  })
  async list(@SubjectId() userId: string, @Wide() wideEvent: WideEvent): Promise<Page<WireMetricType>> {
    const own = await wideEvent.reading(this.queries.execute(new ListMetricTypes(userId)));
    return { items: [...REGISTRY, ...own] };
  }
}
