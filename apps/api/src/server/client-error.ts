import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { ProblemCode } from '@daybook/contract';
import { errorCode } from '../problem/error-code.js';
import { PROBLEM_MEDIA_TYPE, problemBody } from '../problem/problem-body.js';
import { ProblemError } from '../problem/problem-error.js';
import { endEarly, newestOn } from './end-early.js';
import { REQUEST_ID_HEADER } from './request-id.js';

const MEANINGS: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', 'send headers within 10 s and the whole request within 30 s'],
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'send at most 16 KiB of headers'],
};

/** Connections whose last answer is still being made, behind which the problem follows. */
const waiting = new WeakSet<Socket>();

/** Answers bytes that are no HTTP, and headers or bodies that are too large or too slow. */
export function answerClientErrors(logger: Logger): (error: Error, socket: Socket) => void {
  return (error, socket) => {
    if (waiting.has(socket)) return;
    const errno = errorCode(error) ?? '';
    const reply = newestOn(socket);
    const place = placeOfProblem(reply);
    if (errno === 'ECONNRESET' || !socket.writable || place === 'nowhere') {
      socket.destroy();
      return;
    }
    const [code, detail] = MEANINGS[errno] ?? ['bad_request', 'the server cannot read this as HTTP'];
    const problem = new ProblemError(code, detail, { headers: { connection: 'close' } });
    if (reply && place === 'as the answer') endEarly(reply, problem);
    else if (reply && place === 'behind the answer') {
      waiting.add(socket);
      reply.raw.once('finish', () => {
        if (socket.writable) answerSocket(logger, socket, problem);
      });
    } else answerSocket(logger, socket, problem);
  };
}

/**
 * Where a problem can be said on a connection: as the answer of a request that is still arriving, or behind the answers
 * of all that have arrived, whose senders wait for them. Within an answer it would be taken for a part of it, and a
 * stream has no end behind which it could follow.
 */
function placeOfProblem(
  reply: FastifyReply | undefined,
): 'as the answer' | 'behind the answer' | 'now' | 'nowhere' {
  if (!reply) return 'now';
  const { raw, request } = reply;
  if (!request.raw.complete) return raw.headersSent ? 'nowhere' : 'as the answer';
  if (raw.writableFinished) return 'now';
  return request.routeOptions.config.deadlineMs === null ? 'nowhere' : 'behind the answer';
}

/** `CONNECT` asks for a tunnel, which Node hands over as a bare connection. */
export function refuseTunnels(logger: Logger): (request: IncomingMessage, socket: Duplex) => void {
  return (_, socket) => {
    // Nobody listens on the connection any more, and an error of it would end the process.
    socket.on('error', () => socket.destroy());
    answerSocket(logger, socket, new ProblemError('bad_request', 'send no CONNECT: this server is no proxy'));
  };
}

/**
 * Answers what never became a request. There is no request object, so the answer is written on the socket, and it is
 * the last one on this connection.
 */
function answerSocket(logger: Logger, socket: Duplex, problem: ProblemError): void {
  const requestId = randomUUID();
  logger.info(
    { request_id: requestId, route: null, status: problem.status, problem: problem.code },
    'request',
  );
  socket.end(answerText(problem, requestId));
}

function answerText(problem: ProblemError, requestId: string): string {
  const body = JSON.stringify(problemBody(problem, '/', requestId));
  const headers = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `${REQUEST_ID_HEADER}: ${requestId}`,
    'Connection: close',
  ];
  return `${headers.join('\r\n')}\r\n\r\n${body}`;
}
