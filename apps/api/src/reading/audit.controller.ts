import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReadAuditEvents } from '@daybook/projections';
import { Requires } from '../access/access.guard.js';
import { Documented } from '../openapi/documented.js';
import { AuditEventsQuery } from './audit.dto.js';
import { AUDIT_LINES, auditEventsWanted, sendAuditLines } from './audit-lines.js';

/** The log of all subjects, in one order that never changes. */
@Controller('api/audit/events')
export class AuditController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Requires('read_whole_audit')
  @Documented({
    name: 'readAuditEvents',
    tag: 'audit',
    summary: 'The log of all subjects, in one order that never changes',
    answers: AUDIT_LINES,
    problems: ['cursor_expired'],
  })
  async events(
    @Query() query: AuditEventsQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const read = this.queries.execute(new ReadAuditEvents(auditEventsWanted(query)));
    sendAuditLines(reply, request.raw.url ?? '', await request.wideEvent.reading(read));
  }
}
