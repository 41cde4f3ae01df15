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
}

const markPrivate: onSendHookHandler = (_, reply, payload, done) => {
  reply.header('cache-control', 'private, no-cache');
  reply.header('vary', 'Authorization, Accept-Encoding');
  done(null, payload);
};
