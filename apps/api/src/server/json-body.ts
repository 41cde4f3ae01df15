import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BODY_MAX_BYTES } from '@daybook/contract';
import { ProblemError } from '../problem/problem-error.js';
import { refuseOversized } from './body-limits.js';
import { inflateBody } from './inflate.js';

/** Reads JSON bodies, compressed or not, of at most 1 MiB inflated; every other media type stays a 415. */
export function acceptJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BODY_MAX_BYTES },
    (request: FastifyRequest, body: Buffer) => parseBody(request, body),
  );
}

async function parseBody(request: FastifyRequest, body: Buffer): Promise<unknown> {
  request.wideEvent.bytesIn = body.length;
  // Deleting by query parameter is also done by clients that set a content type on every request.
  if (body.length === 0) return undefined;
  const inflated = await inflateBody(body, request.headers['content-encoding']);
  if (!isUtf8(inflated)) throw new ProblemError('malformed_json', 'the body must be UTF-8');
  const value = parseJson(inflated.toString('utf8', startsWithMark(inflated) ? 3 : 0));
  if (request.routeOptions.config.itemwise === undefined) refuseOversized(value);
  return value;
}

/** Some serialisers put a byte order mark before UTF-8, which RFC 8259 lets a reader ignore. */
function startsWithMark(body: Buffer): boolean {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ProblemError('malformed_json', 'the body must be one JSON value');
  }
}
