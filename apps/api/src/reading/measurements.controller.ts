import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { PAGE_DEFAULT_ROWS, type Page, type WireMeasurement, type WireRevision } from '@daybook/contract';
import { isUuid } from '@daybook/domain';
import { FindMeasurement, ListMeasurements, ListRevisions } from '@daybook/projections';
import { Requires } from '../access/access.guard.js';
import { SubjectId, Wide } from '../access/request-parameters.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { notFound } from '../problem/problem-error.js';
import { refuseBackwards } from './day-range.js';
import { MeasurementsQuery } from './measurements.dto.js';
import { metricCode } from './metric-code.js';
import { readingPaths } from './reading-paths.js';

@Controller(readingPaths('measurements'))
export class MeasurementsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Requires('read')
  @Documented({
    name: 'listMeasurements',
    tag: 'reading',
    summary: 'Records, newest day first',
    answers: { 200: { description: 'A page; `next` is absent on the last.', schema: 'MeasurementsPage' } },
  })
  list(
    @Query() { type, from, to, limit, after }: MeasurementsQuery,
    @SubjectId() userId: string,
    @Wide() wideEvent: WideEvent,
  ): Promise<Page<WireMeasurement>> {
    refuseBackwards(from, to);
    const wanted = { type: metricCode(type), from, to, limit: Number(limit ?? PAGE_DEFAULT_ROWS), after };
    return wideEvent.reading(this.queries.execute(new ListMeasurements(userId, wanted)));
  }

  @Get(':id')
  @Requires('read')
  @Documented({
    name: 'findMeasurement',
    tag: 'reading',
    summary: 'One record as it stands, also a retracted one',
    answers: {
      200: {
        description: 'The record.',
        schema: 'Measurement',
        headers: { ETag: 'The revision, for `If-Match`.' },
      },
    },
  })
  async find(
    @Param('id') id: string,
    @SubjectId() userId: string,
    @Wide() wideEvent: WideEvent,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WireMeasurement> {
    if (!isUuid(id)) throw notFound();
    const measurement = await wideEvent.reading(
      this.queries.execute(new FindMeasurement(userId, id.toLowerCase())),
    );
    if (!measurement) throw notFound();
    reply.header('etag', `"${measurement.revision}"`);
    return measurement;
  }

  @Get(':id/revisions')
  @Requires('read')
  @Documented({
    name: 'listRevisions',
    tag: 'reading',
    summary: 'Every event of one record, in mutation order',
    answers: { 200: { description: 'All of them.', schema: 'RevisionsPage' } },
  })
  async revisions(
    @Param('id') id: string,
    @SubjectId() userId: string,
    @Wide() wideEvent: WideEvent,
  ): Promise<Page<WireRevision>> {
    if (!isUuid(id)) throw notFound();
    const items = await wideEvent.reading(this.queries.execute(new ListRevisions(userId, id.toLowerCase())));
    if (!items) throw notFound();
    return { items };
  }
}
