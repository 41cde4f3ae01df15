import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../problem/problem-error.js';
import { pathOf } from './path-of.js';

/** Paths that the page's own routes can never have. */
const OTHERS = /^\/(?:api|health|metrics|sign-in)(?:\/|$)/u;
/** The bundler puts a hash of the content into these names. */
const HASHED = /^\/assets\//u;

const NO_PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Daybook</title>
<p>This server has no dashboard built. Its HTTP API is described at <a href="/api/docs">/api/docs</a>.</p>
</html>
`;

/**
 * Serves the built page: its files by their names, and `index.html` for the addresses that the page itself routes.
 * Only files that were there at the start are served, so no path can lead out of the directory.
 */
export async function servePage(fastify: FastifyInstance, directory: string): Promise<void> {
  const root = resolve(directory);
  if (!existsSync(join(root, 'index.html'))) {
    fastify.get('/', (_, reply) => reply.type('text/html; charset=utf-8').send(NO_PAGE));
    return;
  }
  const { default: files } = await import('@fastify/static');
  await fastify.register(files, { root, serve: false, cacheControl: false });
  const names = await namesIn(root);
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const path = pathOf(request.raw.url);
    const isFile = names.has(path);
    if (!isFile && !isPageAddress(path)) throw notFound();
    reply.header(
      'cache-control',
      HASHED.test(path) && isFile ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    return reply.sendFile(isFile ? path : 'index.html');
  };
  // An address under /api that no route has ends here too, and needs no token to be told that it is none.
  const config = { public: true } as const;
  fastify.get('/', { config }, answer);
  fastify.get('/*', { config }, answer);
}

/** The page routes addresses without a file ending, which the API does not use. */
function isPageAddress(path: string): boolean {
  return !OTHERS.test(path) && !/\.[a-z0-9]+$/iu.test(path);
}

async function namesIn(root: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Set(
    files.map((file) => '/' + relative(root, join(file.parentPath, file.name)).split(sep).join('/')),
  );
}
