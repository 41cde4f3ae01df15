import { Controller, Get } from '@nestjs/common';
import { Readiness } from './readiness.js';

@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process turns its event loop. What it needs from outside is no reason to restart it. */
  @Get('live')
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** Requests are welcome: the database answers, its schema is current, and the process is not stopping. */
  @Get('ready')
  async ready(): Promise<{ readonly status: 'ready' }> {
    await this.readiness.check();
    return { status: 'ready' };
  }
}
