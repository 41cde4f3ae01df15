import { Controller, Get } from '@nestjs/common';
import { Documented } from '../openapi/documented.js';
import { Readiness } from './readiness.js';

@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process turns its event loop. What it needs from outside is no reason to restart it. */
  @Get('live')
  @Documented({
    name: 'checkLive',
    tag: 'operating',
    summary: 'Whether the process runs',
    answers: { 200: { description: 'It does.', schema: 'Live' } },
  })
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** Requests are welcome: the database answers, its schema is current, and the process is not stopping. */
  @Get('ready')
  @Documented({
    name: 'checkReady',
    tag: 'operating',
    summary: 'Whether the process should be sent requests',
    answers: { 200: { description: 'It should.', schema: 'Ready' } },
    problems: ['draining'],
  })
  async ready(): Promise<{ readonly status: 'ready' }> {
    await this.readiness.check();
    return { status: 'ready' };
  }
}
