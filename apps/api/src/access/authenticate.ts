import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../problem/problem-error.js';
import type { Caller } from './caller.js';
import { comesFromOwnPage } from './same-origin.js';
import { sessionTokenOf } from './session-cookie.js';
import type { TokenDirectory } from './token-directory.js';

const BEARER = /^bearer +([^ ]+) *$/iu;

/**
 * Whom the request comes from, asked before its body is read. A bearer token goes before the cookie.
 *
 * @throws ProblemError `unauthenticated`, or `cross_site_request` for a write that another site's page sent
 */
export async function authenticate(tokens: TokenDirectory, request: FastifyRequest): Promise<Caller> {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) {
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) refuse('send Authorization: Bearer <token>, no other scheme', 'Bearer');
    const caller = await tokens.find(token, 'bearer');
    return (
      caller ??
      refuse('the token is unknown, expired or revoked: get another', 'Bearer error="invalid_token"')
    );
  }
  const session = sessionTokenOf(cookie);
  if (session === undefined) refuse('send Authorization: Bearer <token>', 'Bearer');
  const caller = await tokens.find(session, 'session');
  if (!caller) refuse('the session has ended: open a new sign-in link', 'Bearer');
  if (comesFromOwnPage(request)) return caller;
  throw new ProblemError(
    'cross_site_request',
    'a write with the session cookie must come from this server’s own page',
  );
}

function refuse(detail: string, challenge: string): never {
  throw new ProblemError('unauthenticated', detail, { headers: { 'www-authenticate': challenge } });
}
