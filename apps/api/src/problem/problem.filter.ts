import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pathOf } from '../server/path-of.js';
import { PROBLEM_MEDIA_TYPE, problemBody } from './problem-body.js';
import { ProblemError } from './problem-error.js';
import { problemOf } from './problem-of.js';

/** Makes the one kind of error answer out of everything that is thrown, also by the framework and its hooks. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = onRoute(problemOf(error), request);
    request.wideEvent.fail(problem.code, error);
    if (reply.sent || reply.raw.headersSent) {
      // Half an answer is out: cutting the connection is the only honest way left to say that it is incomplete.
      reply.raw.destroy();
      return;
    }
    const { retryAfter, headers } = problem.facts;
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    if (headers) reply.headers(headers);
    void reply
      .code(problem.status)
      .type(PROBLEM_MEDIA_TYPE)
      .send(JSON.stringify(problemBody(problem, pathOf(request.raw.url), request.id)));
  }
}

/** A body over the limit is called what the route calls it. */
function onRoute(problem: ProblemError, { routeOptions }: FastifyRequest): ProblemError {
  const { tooLarge } = routeOptions.config;
  if (problem.code !== 'payload_too_large' || tooLarge === undefined) return problem;
  return new ProblemError(tooLarge, problem.detail, problem.facts);
}
