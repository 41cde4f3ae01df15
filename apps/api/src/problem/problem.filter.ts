import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pathOf } from '../server/path-of.js';
import { brokeOff, endedEarly } from '../server/end-early.js';
import { RouteTable } from '../server/route-table.js';
import { PROBLEM_MEDIA_TYPE, problemBytes } from './problem-body.js';
import { ProblemError } from './problem-error.js';
import { problemOf } from './problem-of.js';

/** Makes the one kind of error answer out of everything that is thrown, also by the framework and its hooks. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly routes: RouteTable) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const path = pathOf(request.raw.url);
    if (endedEarly(reply)) return;
    const problem = this.onRoute(brokeOff(request) ?? problemOf(error), request, path);
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
      .send(problemBytes(problem, path, request.id));
  }

  /** What the route makes of a problem: a body over the limit has its name, a wrong method is told from no route. */
  private onRoute(
    problem: ProblemError,
    { method, routeOptions }: FastifyRequest,
    path: string,
  ): ProblemError {
    const { tooLarge } = routeOptions.config;
    if (problem.code === 'payload_too_large' && tooLarge !== undefined) {
      return new ProblemError(tooLarge, problem.detail, problem.facts);
    }
    if (problem.code !== 'not_found') return problem;
    const methods = this.routes.methodsOf(path);
    if (methods.length === 0 || methods.includes(method)) return problem;
    const allow = methods.join(', ');
    return new ProblemError('method_not_allowed', `use ${allow}`, { headers: { allow } });
  }
}
