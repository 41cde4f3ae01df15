import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { BODY_MAX_BYTES } from '@daybook/contract';
import { errorCode } from '../problem/error-code.js';
import { ProblemError } from '../problem/problem-error.js';

/** Inflation stops here: a bomb of 1 MiB that would become 1 GiB costs at most this much memory. */
const LIMIT = { maxOutputLength: BODY_MAX_BYTES };

const gunzipped = promisify(gunzip);
const unbrotlied = promisify(brotliDecompress);
const inflated = promisify(inflate);
const inflatedRaw = promisify(inflateRaw);

/** A map, because an object would find `constructor` as well, which a client can send. */
const DECODERS: ReadonlyMap<string, (body: Buffer) => Promise<Buffer>> = new Map([
  ['identity', (body) => Promise.resolve(body)],
  ['gzip', (body) => gunzipped(body, LIMIT)],
  ['x-gzip', (body) => gunzipped(body, LIMIT)],
  ['br', (body) => unbrotlied(body, LIMIT)],
  // RFC 9110 means the zlib format, some clients send raw deflate; the first byte of zlib's header tells them apart.
  ['deflate', (body) => (((body[0] ?? 0) & 0x0f) === 8 ? inflated(body, LIMIT) : inflatedRaw(body, LIMIT))],
]);

/** The body as its sender meant it. Problems: `unsupported_encoding`, `payload_too_large`, `bad_request`. */
export async function inflateBody(body: Buffer, contentEncoding: string | undefined): Promise<Buffer> {
  if (contentEncoding === undefined) return body;
  const decode = DECODERS.get(contentEncoding.trim().toLowerCase());
  if (!decode) {
    const headers = { 'accept-encoding': 'gzip, br, deflate' };
    throw new ProblemError('unsupported_encoding', 'compress the body with gzip, br or deflate, once', {
      headers,
    });
  }
  try {
    return await decode(body);
  } catch (error) {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') {
      throw new ProblemError('payload_too_large', 'the body inflates to more than 1 MiB: send less at once');
    }
    throw new ProblemError('bad_request', `the body is not ${contentEncoding} as Content-Encoding says`);
  }
}
