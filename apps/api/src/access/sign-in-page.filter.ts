import { Catch, type ArgumentsHost } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemFilter } from '../problem/problem.filter.js';
import { problemOf } from '../problem/problem-of.js';
import { signInPage } from './sign-in-page.js';

/** A sign-in link is opened by people: a browser gets its refusal as a page in words, anybody else as the problem. */
@Catch()
export class SignInPageFilter extends ProblemFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (!readsPages(request)) {
      super.catch(error, host);
      return;
    }
    const problem = problemOf(error);
    request.wideEvent.fail(problem.code, error);
    const { retryAfter, headers = {} } = problem.facts;
    void http
      .getResponse<FastifyReply>()
      .code(problem.status)
      .headers({ ...headers, ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) })
      .headers({ 'cache-control': 'no-store', vary: 'Accept', 'referrer-policy': 'no-referrer' })
      .type('text/html; charset=utf-8')
      .send(signInPage(problem));
  }
}

/** Browsers name HTML when they navigate; `*\/*` is what programs send that do not care. */
function readsPages({ headers: { accept } }: FastifyRequest): boolean {
  return accept?.includes('text/html') ?? false;
}
