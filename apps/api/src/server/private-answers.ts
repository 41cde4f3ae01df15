import type { FastifyInstance, onSendHookHandler } from 'fastify';
import { isApiPath } from './path-of.js';

/**
 * Answers differ by who asks and by how they are packed, and no shared cache may keep them. Called after the
 * compression was added, whose own hook on each route else would name `Accept-Encoding` a second time.
 */
export function keepAnswersPrivate(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (!isApiPath(route.url) || route.config?.public) return;
    route.onSend = [route.onSend ?? [], markPrivate].flat();
  });
  // A path or a method that no route has: a cache may keep a 404 and a 405 by itself (RFC 9110, section 15.1).
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (reply.statusCode >= 400 && isApiPath(request.raw.url))
      markPrivate.call(fastify, request, reply, payload, done);
    else done(null, payload);
  });
}

const markPrivate: onSendHookHandler = (_, reply, payload, done) => {
  reply.header('cache-control', 'private, no-cache');
  reply.header('vary', 'Authorization, Accept-Encoding');
  done(null, payload);
};
