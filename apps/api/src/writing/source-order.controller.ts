import { Body, Controller, Put, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { SetSourceOrder } from '@daybook/commands';
import { sourceOrderFaults } from '@daybook/domain';
import type { Origin } from '@daybook/event-log';
import { Requires } from '../access/access.guard.js';
import { OriginOf, Wide } from '../access/request-parameters.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { objectBody } from './object-body.js';
import { answerSingle } from './single-answer.js';
import { answerVerdicts } from './write-answers.js';

@Controller('api/source-order')
export class SourceOrderController {
  constructor(private readonly commands: CommandBus) {}

  @Put()
  @Requires('write')
  @Documented({
    name: 'setSourceOrder',
    tag: 'writing',
    summary: 'Set whose value stands for a day when sources compete',
    description: 'Of two orders the one with the newer mutation id stands, whichever arrives first.',
    body: 'SourceOrderRequest',
    answers: {
      200: { description: 'Accepted; `sources` is the order that stands.', schema: 'SourceOrderResponse' },
    },
    problems: [
      'too_deep',
      'payload_too_large',
      'required',
      'invalid_uuid',
      'future_timestamp',
      'invalid_type',
      'invalid_value',
      'invalid_source',
      'too_many_days',
      'unknown_field',
    ],
  })
  async set(
    @Body() body: unknown,
    @OriginOf() origin: Origin,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    wideEvent.annotate('source-order.set');
    const members = objectBody(body);
    const outcome = await wideEvent.writing(this.commands.execute(new SetSourceOrder(origin, members)));
    const { verdict, sources, epoch, seq } = outcome;
    answerVerdicts([verdict], wideEvent);
    const writtenTo = { userId: origin.userId, epoch, seq };
    const faults = () => sourceOrderFaults(members);
    answerSingle(reply, { verdict, faults, writtenTo, extra: { sources } }, null);
  }
}
