import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EventLog } from '@daybook/event-log';
import { apiConfig, type ApiOptions } from './api-config.js';
import { ApiModule } from './api.module.js';
import { apiParts, type ApiParts } from './api-parts.js';
import { NestLog } from './observing/nest-log.js';
import { apiDocument } from './openapi/api-document.js';
import { beginRequests } from './server/begin-request.js';
import { compressAnswers } from './server/compression.js';
import { servePage } from './server/dashboard.js';
import { setDeadlines } from './server/deadlines.js';
import { fastifyAdapter } from './server/fastify-adapter.js';
import { acceptJsonBodies } from './server/json-body.js';
import { keepAnswersPrivate } from './server/private-answers.js';
import { addSecurityHeaders } from './server/security-headers.js';
import { DRAIN_MS } from './server/server-limits.js';

/** A server that is ready to listen. */
export interface Api {
  /** Opens the port and returns the address. */
  listen(): Promise<string>;
  /**
   * Stops: not ready at once, streams and long polls end at once, what is in flight gets 8 s, then the port and the
   * connections to the database are closed. Calling it again waits for the same stop.
   */
  close(): Promise<void>;
}

/** The HTTP server of Daybook. The database must be migrated; its connections open with the first request. */
export async function createApi(options: ApiOptions): Promise<Api> {
  const parts = apiParts(apiConfig(options));
  const app = await createApp(parts);
  await app.init();
  await parts.signals.listen();
  let closing: Promise<void> | undefined;
  return {
    listen: async () => {
      await app.listen(parts.config.port, parts.config.host);
      return app.getUrl();
    },
    close: () => (closing ??= close(app, parts)),
  };
}

/** The application with all its routes, not initialised: what the OpenAPI document is made from. */
export async function createApp(parts: ApiParts): Promise<NestFastifyApplication> {
  const adapter = fastifyAdapter(parts, parts.config);
  const fastify = adapter.getInstance();
  parts.routes.observe(fastify);
  beginRequests(fastify, parts);
  setDeadlines(fastify, parts.config.requestTimeoutMs);
  acceptJsonBodies(fastify);
  await addSecurityHeaders(fastify);
  await compressAnswers(fastify);
  keepAnswersPrivate(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.of(parts), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLog(parts.logger),
  });
  const log = app.get(EventLog, { strict: false });
  parts.metrics.gauge('daybook_write_queue_commands', 'Commands that wait to be written.', () => log.depth);
  parts.document.from(() => JSON.stringify(apiDocument(app)));
  await servePage(fastify, parts.config.dashboardDirectory);
  return app;
}

async function close(app: NestFastifyApplication, parts: ApiParts): Promise<void> {
  parts.readiness.draining = true;
  parts.channels.closeAll();
  await parts.inFlight.settle(DRAIN_MS);
  parts.inFlight.close();
  app.getHttpServer().closeAllConnections();
  await app.close();
  await parts.signals.close();
  await Promise.all([parts.writePool.end(), parts.readPool.end()]);
}
