import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Pseudonyms } from './pseudonyms.js';
import type { ServerMetrics } from './server-metrics.js';

export interface RequestLineParts {
  readonly logger: Logger;
  readonly pseudonyms: Pseudonyms;
  readonly metrics: ServerMetrics;
}

/**
 * Writes the canonical line of a request when its connection is done with it: also when it threw, when the client
 * went away, when it was a stream. `close` fires exactly once for each response, `finish` only for whole ones.
 */
export function writeLineWhenDone(
  parts: RequestLineParts,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const sentBefore = request.raw.socket.bytesWritten;
  reply.raw.once('close', () => {
    const durationMs = performance.now() - request.wideEvent.startedAt;
    const bytesOut = request.raw.socket.bytesWritten - sentBefore;
    const line = requestLine(parts.pseudonyms, request, reply, { durationMs, bytesOut });
    parts.metrics.answered({ ...line, durationSeconds: durationMs / 1000 });
    parts.logger[line.status >= 500 ? 'error' : 'info'](line, 'request');
  });
}

interface Measured {
  readonly durationMs: number;
  readonly bytesOut: number;
}

function requestLine(
  pseudonyms: Pseudonyms,
  request: FastifyRequest,
  reply: FastifyReply,
  measured: Measured,
) {
  const { wideEvent, caller } = request;
  return {
    request_id: request.id,
    method: request.method,
    route: request.routeOptions.url ?? null,
    status: reply.raw.statusCode,
    duration_ms: rounded(measured.durationMs),
    aborted: reply.raw.writableFinished ? undefined : true,
    role: caller?.role,
    subject: pseudonyms.of('subject', request.subjectId ?? caller?.userId),
    device: pseudonyms.of('device', caller?.deviceId),
    batch_size: wideEvent.batchSize,
    verdicts: wideEvent.verdicts,
    reject_codes: wideEvent.rejectCodes,
    problem: wideEvent.problem,
    fault: wideEvent.fault,
    db_calls: wideEvent.dbCalls,
    db_ms: rounded(wideEvent.dbMs),
    bytes_in: wideEvent.bytesIn,
    bytes_out: measured.bytesOut,
    seq_from: wideEvent.seqFrom,
    seq_to: wideEvent.seqTo,
    annotations: wideEvent.annotations,
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
