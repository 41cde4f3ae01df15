import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Documented } from '../openapi/documented.js';
import { ServerMetrics } from './server-metrics.js';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: ServerMetrics) {}

  @Get()
  @Documented({
    name: 'readMetrics',
    tag: 'operating',
    summary: 'Figures for Prometheus',
    answers: { 200: { description: 'The text format.' } },
  })
  async read(@Res() reply: FastifyReply): Promise<void> {
    void reply.type(this.metrics.contentType).send(await this.metrics.text());
  }
}
