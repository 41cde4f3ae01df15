import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

const LISTEN_FAILED = /^Error: (listen|getaddrinfo) /;

/** Nest's own messages as lines of the one log. Its account of every route it maps is not worth a line. */
export class NestLog implements LoggerService {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  log(message: unknown, context?: unknown): void {
    this.#logger.debug({ context }, String(message));
  }

  /** What a request fails with is in its own line already; here come the failures of starting. */
  error(message: unknown, stack?: unknown, context?: unknown): void {
    // Whoever called listen() gets this failure too, and says it in words of the settings.
    if (LISTEN_FAILED.test(String(message))) return;
    this.#logger.error({ context, stack }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.#logger.warn({ context }, String(message));
  }
}
