import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '@daybook/contract';
import { ListAuditRevisions, ReadAuditEvents, type AuditRevision } from '@daybook/projections';
import { Requires } from '../access/access.guard.js';
import { SubjectId, Wide } from '../access/request-parameters.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { instantOf } from '../problem/field-rules.js';
import { sendJson } from '../server/send-json.js';
import { AuditDayQuery, AuditEventsQuery, AuditRevisionsQuery } from './audit.dto.js';
import { AUDIT_LINES, auditEventsWanted, sendAuditLines } from './audit-lines.js';
import { oneDay } from './day-range.js';
import { DaysReader } from './days-reader.js';
import { metricCode } from './metric-code.js';

/** The log of one subject, for an auditor and for the subject. */
@Controller('api/subjects/:userId/audit')
export class SubjectAuditController {
  constructor(
    private readonly queries: QueryBus,
    private readonly days: DaysReader,
  ) {}

  @Get('events')
  @Requires('read_audit')
  @Documented({
    name: 'readSubjectAuditEvents',
    tag: 'audit',
    summary: 'The log of one subject, by version',
    answers: AUDIT_LINES,
    problems: ['cursor_expired'],
  })
  async events(
    @Query() query: AuditEventsQuery,
    @SubjectId() userId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const read = this.queries.execute(new ReadAuditEvents({ ...auditEventsWanted(query), userId }));
    sendAuditLines(reply, request.raw.url ?? '', await request.wideEvent.reading(read));
  }

  @Get('days/:date')
  @Requires('read_audit')
  @Documented({
    name: 'readSubjectAuditDay',
    tag: 'audit',
    summary: 'One day, as it is or as the log knew it then',
    answers: { 200: { description: 'The metrics that had a value.', schema: 'DaysResponse' } },
    problems: ['too_many_events'],
  })
  async day(
    @Param('date') date: string,
    @Query() { asOf }: AuditDayQuery,
    @SubjectId() userId: string,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const instant = asOf === undefined ? undefined : instantOf(asOf);
    const wanted = oneDay(date);
    const text =
      instant === undefined
        ? await this.days.now(userId, wanted, wideEvent)
        : await this.days.asOf(userId, { ...wanted, asOf: instant }, wideEvent, reply);
    sendJson(reply, 200, text);
  }

  @Get('revisions')
  @Requires('read_audit')
  @Documented({
    name: 'listSubjectAuditRevisions',
    tag: 'audit',
    summary: 'How one metric of one day came about',
    answers: {
      200: { description: 'Every event of every record that counted.', schema: 'AuditRevisionsPage' },
    },
  })
  async revisions(
    @Query() { type, date }: AuditRevisionsQuery,
    @SubjectId() userId: string,
    @Wide() wideEvent: WideEvent,
  ): Promise<Page<AuditRevision>> {
    const wanted = { type: metricCode(type) ?? type, date };
    return { items: await wideEvent.reading(this.queries.execute(new ListAuditRevisions(userId, wanted))) };
  }
}
