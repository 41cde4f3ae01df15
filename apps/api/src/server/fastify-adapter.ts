import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BODY_MAX_BYTES, STRING_MAX_LENGTH } from '@daybook/contract';
import type { ApiConfig } from '../api-config.js';
import { PROBLEM_MEDIA_TYPE, problemBytes } from '../problem/problem-body.js';
import { problemOf } from '../problem/problem-of.js';
import { begin, type RequestParts } from './begin-request.js';
import { answerClientErrors, refuseTunnels } from './client-error.js';
import { answerHalfClosed } from './half-closed.js';
import { pathOf } from './path-of.js';
import { requestIdOf } from './request-id.js';
import { HEADER_TIMEOUT_MS, KEEP_ALIVE_MS, TIMEOUT_CHECK_MS } from './server-limits.js';

/** Fastify with every limit set, and with its own error answers replaced. */
export function fastifyAdapter(
  parts: RequestParts,
  { trustProxy, requestTimeoutMs }: Pick<ApiConfig, 'trustProxy' | 'requestTimeoutMs'>,
): FastifyAdapter {
  const adapter = new FastifyAdapter({
    trustProxy,
    logger: false,
    skipMiddie: true,
    return503OnClosing: false,
    bodyLimit: BODY_MAX_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: requestTimeoutMs,
    routerOptions: { maxParamLength: STRING_MAX_LENGTH },
    http: {
      headersTimeout: HEADER_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      // Node refuses these without a word; `beginRequests` does it with a problem.
      requireHostHeader: false,
    },
    genReqId: requestIdOf,
    rewriteUrl: routable,
    clientErrorHandler: answerClientErrors(parts.logger),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      answerUnroutable(parts, error, request, reply);
    },
  });
  const { server } = adapter.getInstance();
  // An expectation that is not understood is refused like anything else that is wrong with a request.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('connect', refuseTunnels(parts.logger));
  answerHalfClosed(server);
  return adapter;
}

/**
 * A target that the router can look for. `*` is one of HTTP (RFC 9112, section 3.2.4), but for a router that knows
 * paths alone it leads past its own 404, to an answer of the framework.
 */
function routable({ url = '/' }: IncomingMessage): string {
  return url.startsWith('*') ? `/${url}` : url;
}

/** A target that the router cannot read meets neither hooks nor filters, so all of it happens here. */
function answerUnroutable(
  parts: RequestParts,
  error: Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  begin(parts, request, reply);
  const problem = problemOf(error);
  request.wideEvent.fail(problem.code, error);
  const body = problemBytes(problem, pathOf(request.raw.url), request.id);
  void reply.code(problem.status).type(PROBLEM_MEDIA_TYPE).send(body);
}
