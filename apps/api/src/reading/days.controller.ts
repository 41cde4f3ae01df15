import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Requires } from '../access/access.guard.js';
import { SubjectId, Wide } from '../access/request-parameters.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { instantOf } from '../problem/field-rules.js';
import { sendJson } from '../server/send-json.js';
import { ServerClock } from '../server/server-clock.js';
import { dayRange, oneDay, type DayRange } from './day-range.js';
import { DaysReader } from './days-reader.js';
import { DayQuery, DaysQuery } from './days.dto.js';
import { metricCode } from './metric-code.js';
import { readingPaths } from './reading-paths.js';

@Controller(readingPaths('days'))
export class DaysController {
  constructor(
    private readonly days: DaysReader,
    private readonly clock: ServerClock,
  ) {}

  @Get()
  @Requires('read')
  @Documented({
    name: 'listDays',
    tag: 'reading',
    summary: 'Daily aggregates of up to 400 days',
    answers: {
      200: { description: 'The days that have a value, by date and type.', schema: 'DaysResponse' },
    },
    problems: ['too_many_events'],
  })
  async list(
    @Query() query: DaysQuery,
    @SubjectId() userId: string,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const range = dayRange(query, this.clock.now());
    sendJson(reply, 200, await this.answer(userId, range, query, wideEvent, reply));
  }

  @Get(':date')
  @Requires('read')
  @Documented({
    name: 'readDay',
    tag: 'reading',
    summary: 'Daily aggregates of one day',
    answers: { 200: { description: 'The metrics that have a value, by type.', schema: 'DaysResponse' } },
    problems: ['too_many_events'],
  })
  async one(
    @Param('date') date: string,
    @Query() query: DayQuery,
    @SubjectId() userId: string,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendJson(reply, 200, await this.answer(userId, oneDay(date), query, wideEvent, reply));
  }

  private answer(
    userId: string,
    range: DayRange,
    { type, asOf }: DayQuery,
    wideEvent: WideEvent,
    reply: FastifyReply,
  ): Promise<string> {
    const wanted = { ...range, type: metricCode(type) };
    const instant = asOf === undefined ? undefined : instantOf(asOf);
    if (instant === undefined) return this.days.now(userId, wanted, wideEvent);
    return this.days.asOf(userId, { ...wanted, asOf: instant }, wideEvent, reply);
  }
}
