import { Body, Controller, Post, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { BATCH_MAX_ITEMS } from '@daybook/contract';
import type { Origin } from '@daybook/event-log';
import { Requires } from '../access/access.guard.js';
import { OriginOf, Wide } from '../access/request-parameters.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { ProblemError } from '../problem/problem-error.js';
import { sendJson } from '../server/send-json.js';
import { BatchDto } from './batch.dto.js';
import { MeasurementRecorder } from './measurement-recorder.js';
import { withinJsonLimits } from './refused-item.js';
import { answerVerdicts, markOf } from './write-answers.js';

@Controller('api/measurements')
export class BatchController {
  constructor(private readonly recorder: MeasurementRecorder) {}

  @Post('batch')
  @Requires('write')
  @RouteConfig({ tooLarge: 'batch_too_large', itemwise: true })
  @Documented({
    name: 'recordBatch',
    tag: 'writing',
    summary: 'Record, overwrite, correct and retract up to 500 measurements',
    description:
      'Each item has its own verdict, in the order of the items; one bad item never fails its neighbours.',
    body: 'BatchRequest',
    answers: {
      200: { description: 'Nothing was rejected.', schema: 'BatchResponse' },
      207: { description: 'Some items were rejected; the others stand.', schema: 'BatchResponse' },
    },
    problems: ['batch_too_large'],
  })
  async record(
    @Body() { items }: BatchDto,
    @OriginOf() origin: Origin,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (items.length > BATCH_MAX_ITEMS) {
      throw new ProblemError(
        'batch_too_large',
        `send at most ${BATCH_MAX_ITEMS} items at once; their ids stay`,
      );
    }
    wideEvent.annotate('measurement.batch.ingest');
    const outcome = await this.recorder.record(origin, items.map(withinJsonLimits), wideEvent);
    const answer = answerVerdicts(outcome.verdicts, wideEvent);
    const mark = markOf({ userId: origin.userId, ...outcome });
    sendJson(reply, answer.counts.rejected > 0 ? 207 : 200, JSON.stringify({ ...answer, ...mark }));
  }
}
