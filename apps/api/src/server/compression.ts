import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** Under this a compressed answer saves less than the packet that carries it anyway. */
const THRESHOLD_BYTES = 1_024;

/** Brotli's own default of 11 takes a second per megabyte; 4 packs as well as gzip and takes 10 ms. */
const BROTLI_QUALITY = 4;

/** Everything but the event stream, whose events must not wait in a compressor. */
const COMPRESSED =
  /^(?:application\/(?:json|problem\+json|x-ndjson|javascript|openmetrics-text)|text\/(?!event-stream)|image\/svg)/u;

/** Packs answers for whoever accepts it. Streams are flushed with each piece, so that packing delays no line. */
export async function compressAnswers(fastify: FastifyInstance): Promise<void> {
  await fastify.register(compress, {
    global: true,
    // Request bodies are inflated by their parser, which knows the limit.
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    threshold: THRESHOLD_BYTES,
    customTypes: COMPRESSED,
    brotliOptions: {
      flush: constants.BROTLI_OPERATION_FLUSH,
      params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
    },
    zlibOptions: { flush: constants.Z_SYNC_FLUSH },
  });
}
