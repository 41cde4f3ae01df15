import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '@daybook/contract';
import { authenticate } from '../access/authenticate.js';
import type { TokenDirectory } from '../access/token-directory.js';
import type { Readiness } from '../observing/readiness.js';
import { writeLineWhenDone, type RequestLineParts } from '../observing/request-line.js';
import { WideEvent } from '../observing/wide-event.js';
import { ProblemError, noSuchRoute } from '../problem/problem-error.js';
import { startOn } from './end-early.js';
import type { InFlight } from './in-flight.js';
import { isApiPath } from './path-of.js';
import { refuseOldProtocol } from './protocol-version.js';
import { closeWithConnection } from './queued-answers.js';
import { REQUEST_ID_HEADER } from './request-id.js';
import './request-facts.js';

/** What every request meets before its body is read. */
export interface RequestParts extends RequestLineParts {
  readonly inFlight: InFlight;
  readonly readiness: Readiness;
  readonly tokens: TokenDirectory;
}

export function beginRequests(fastify: FastifyInstance, parts: RequestParts): void {
  fastify.decorateRequest('wideEvent');
  fastify.decorateRequest('caller', null);
  fastify.decorateRequest('subjectId', null);
  fastify.addHook('onRequest', (request, reply, done) => {
    begin(parts, request, reply);
    done(refusalOfHeaders(request));
  });
  fastify.addHook('onRequest', async (request, reply) => {
    const { is404, raw, routeOptions } = request;
    // The router reads `/%61pi/days` as `/api/days`, so that its word counts beside the text of the target.
    const isApi = isApiPath(raw.url) || isApiPath(routeOptions.url);
    if (isApi) {
      reply.header(PROTOCOL_HEADER, String(PROTOCOL_VERSION));
      if (parts.readiness.draining) throw stopping();
      refuseOldProtocol(request.headers[PROTOCOL_HEADER.toLowerCase()]);
    }
    // Before its body is read: where no route is, no body is right or wrong.
    if (is404) throw noSuchRoute();
    if (isApi && !routeOptions.config.public) request.caller = await authenticate(parts.tokens, request);
  });
}

/** From here on the request has an id, a line in the log, and is waited for when the server stops. */
export function begin(
  parts: RequestLineParts & Pick<RequestParts, 'inFlight'>,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  request.wideEvent = new WideEvent();
  reply.header(REQUEST_ID_HEADER, request.id);
  parts.inFlight.add(reply.raw);
  closeWithConnection(request.raw.socket, reply.raw);
  startOn(request.raw.socket, reply);
  writeLineWhenDone(parts, request, reply);
}

/** What is wrong before any route is looked for (RFC 9112, section 3.2, and RFC 9110, section 10.1.1). */
function refusalOfHeaders({ raw }: FastifyRequest): ProblemError | undefined {
  const { headers, headersDistinct, httpVersion } = raw;
  const hosts = headersDistinct['host']?.length ?? 0;
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) {
    return new ProblemError('bad_request', 'send one Host header');
  }
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') {
    return new ProblemError('bad_request', 'leave Expect out: 100-continue alone is understood');
  }
  return undefined;
}

/** New requests on connections that are open still; nothing of them has happened yet. */
function stopping(): ProblemError {
  const headers = { connection: 'close' };
  return new ProblemError('draining', 'this process is stopping: send the request again', {
    retryAfter: 1,
    headers,
  });
}
