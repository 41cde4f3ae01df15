import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../problem/problem-error.js';
import './request-facts.js';

/**
 * Ends every request that is not answered in time with a problem; a route may name its own time, or `null` for a
 * stream, which has none. Fastify's `handlerTimeout` does not do: it is called off when the body has been read, so
 * that no write would ever have a deadline (5.12).
 */
export function setDeadlines(fastify: FastifyInstance, defaultMs: number): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { deadlineMs = defaultMs } = request.routeOptions.config;
    if (deadlineMs !== null) endAfter(deadlineMs, request, reply);
    done();
  });
}

function endAfter(ms: number, request: FastifyRequest, reply: FastifyReply): void {
  const timer = setTimeout(() => {
    if (reply.sent) return;
    const detail =
      'the server could not answer in time: send the same request again, mutation ids keep it safe';
    request.wideEvent.fail('deadline_exceeded', undefined);
    reply.send(new ProblemError('deadline_exceeded', detail));
  }, ms);
  reply.raw.once('close', () => {
    clearTimeout(timer);
  });
}
