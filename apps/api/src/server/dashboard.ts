import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { noSuchRoute } from '../problem/problem-error.js';
import { pathOf } from './path-of.js';

/** The addresses of the page's own views: a name, and at most two things that it shows. */
const VIEW = /^\/(?:day|metric|sync|audit)(?:\/[^/]+){0,2}$/u;
/** The bundler puts a hash of the content into these names. */
const HASHED = /^\/assets\//u;

const NO_PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Daybook</title>
<p>This server has no dashboard built. Its HTTP API is described at <a href="/api/docs">/api/docs</a>.</p>
</html>
`;

/**
 * Serves the built page: its files by their names, and `index.html` to a browser at the addresses of its views.
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
    if (!isFile && !isNavigation(path, request)) throw noSuchRoute();
    if (!isFile) reply.header('vary', 'Accept');
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

/**
 * Whether a browser goes to a view. A program that mistypes a route must not get a page with 200, and a browser
 * names what it reads: so does nobody who looks for JSON.
 */
function isNavigation(path: string, { headers }: FastifyRequest): boolean {
  return path === '/' || (VIEW.test(path) && (headers.accept?.includes('text/html') ?? false));
}

async function namesIn(root: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Set(
    files.map((file) => '/' + relative(root, join(file.parentPath, file.name)).split(sep).join('/')),
  );
}
