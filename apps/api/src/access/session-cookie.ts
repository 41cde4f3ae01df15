import type { FastifyRequest } from 'fastify';

const NAME = 'daybook_session';

/** Browsers forget a diary that nobody opened for this long; `Max-Age` and the token's own end agree. */
export const SESSION_SECONDS = 90 * 86_400;

/** The session token of the cookie, if the request carries one. */
export function sessionTokenOf(cookieHeader: string | undefined): string | undefined {
  for (const pair of cookieHeader?.split(';') ?? []) {
    const [name, value] = pair.split('=', 2);
    if (name?.trim() === NAME) return value?.trim();
  }
  return undefined;
}

/**
 * The `Set-Cookie` of a session: no script reads it, no other site's request carries it. On localhost there is no
 * TLS, everywhere else the cookie may only travel inside it.
 */
export function sessionCookie(token: string, request: FastifyRequest): string {
  return cookie(token, SESSION_SECONDS, request);
}

/** The `Set-Cookie` that takes the session from the browser. */
export function forgottenSessionCookie(request: FastifyRequest): string {
  return cookie('', 0, request);
}

function cookie(value: string, maxAge: number, { hostname }: FastifyRequest): string {
  const secure = isLocal(hostname) ? '' : '; Secure';
  return `${NAME}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`;
}

function isLocal(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\./u.test(hostname)
  );
}
