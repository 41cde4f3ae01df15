import type { FastifyRequest } from 'fastify';

const READING = new Set(['GET', 'HEAD']);

/**
 * Whether a request with the session cookie can have been made by a page of this server. A browser says by itself
 * where a write comes from (`Sec-Fetch-Site`, older ones `Origin`); who says neither is no browser and has no
 * business with a cookie.
 */
export function comesFromOwnPage({ method, headers, host }: FastifyRequest): boolean {
  if (READING.has(method)) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
