import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { wireCustomMetric } from '@daybook/contract';
import { DefineMetricType } from '@daybook/commands';
import { customMetricFaults } from '@daybook/domain';
import type { Origin } from '@daybook/event-log';
import { Requires } from '../access/access.guard.js';
import { OriginOf, Wide } from '../access/request-parameters.js';
import type { WideEvent } from '../observing/wide-event.js';
import { Documented } from '../openapi/documented.js';
import { objectBody } from './object-body.js';
import { answerSingle } from './single-answer.js';
import { answerVerdicts } from './write-answers.js';

@Controller('api/metric-types')
export class MetricTypesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Requires('write')
  @Documented({
    name: 'defineMetricType',
    tag: 'writing',
    summary: 'Define a metric of the subject’s own',
    description:
      'The same code with the same content is a duplicate, with other content a conflict: the first stands.',
    body: 'MetricTypeDefinition',
    answers: {
      200: { description: 'Defined already.', schema: 'DefinitionResponse' },
      201: {
        description: 'Defined.',
        schema: 'DefinitionResponse',
        headers: { Location: 'The list of metrics.' },
      },
    },
    problems: [
      'too_deep',
      'payload_too_large',
      'metric_type_conflict',
      'too_many_metric_types',
      'invalid_metric_code',
      'required',
      'invalid_type',
      'invalid_uuid',
      'future_timestamp',
      'invalid_value',
      'too_long',
      'unknown_field',
    ],
  })
  async define(
    @Body() body: unknown,
    @OriginOf() origin: Origin,
    @Wide() wideEvent: WideEvent,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    wideEvent.annotate('metric-type.define');
    const members = objectBody(body);
    const outcome = await wideEvent.writing(this.commands.execute(new DefineMetricType(origin, members)));
    const { verdict, metricType, epoch, seq } = outcome;
    answerVerdicts([verdict], wideEvent);
    const faults = () => customMetricFaults(members);
    const answer = { verdict, faults, writtenTo: { userId: origin.userId, epoch, seq } };
    const extra = { metricType: metricType && wireCustomMetric(metricType) };
    answerSingle(reply, { ...answer, extra }, '/api/metric-types');
  }
}
