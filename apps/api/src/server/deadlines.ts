import type { FastifyInstance, FastifyReply } from 'fastify';
import { ProblemError } from '../problem/problem-error.js';
import { endEarly } from './end-early.js';
import './request-facts.js';

/**
 * Ends every request that is not answered in time with a problem; a route may name its own time, or `null` for a
 * stream, which has none. Fastify's `handlerTimeout` does not do: it is called off when the body has been read, so
 * that no write would ever have a deadline (5.12).
 */
export function setDeadlines(fastify: FastifyInstance, defaultMs: number): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { deadlineMs = defaultMs } = request.routeOptions.config;
    if (deadlineMs !== null) endAfter(deadlineMs, reply);
    done();
  });
}

function endAfter(ms: number, reply: FastifyReply): void {
  const timer = setTimeout(() => {
    if (!reply.sent) endEarly(reply, waitsForBody(reply) ? bodyTooSlow(ms) : answerTooSlow());
  }, ms);
  reply.raw.once('close', () => {
    clearTimeout(timer);
  });
}

/** Whether it is the client that is late: a body that has not been asked for yet is not. */
function waitsForBody({ request: { raw } }: FastifyReply): boolean {
  return raw.readableFlowing === true && !raw.complete;
}

function bodyTooSlow(ms: number): ProblemError {
  const detail = `the body did not arrive within ${ms / 1_000} s: send all that Content-Length says, or less at once`;
  return new ProblemError('request_timeout', detail, { headers: { connection: 'close' } });
}

function answerTooSlow(): ProblemError {
  const detail =
    'the server could not answer in time: send the same request again, mutation ids keep it safe';
  return new ProblemError('deadline_exceeded', detail);
}
