import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import type { ProblemCode } from '@daybook/contract';
import { errorCode } from '../problem/error-code.js';
import { PROBLEM_MEDIA_TYPE, problemBody } from '../problem/problem-body.js';
import { ProblemError } from '../problem/problem-error.js';
import { REQUEST_ID_HEADER } from './request-id.js';

const MEANINGS: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', 'send headers within 10 s and the whole request within 30 s'],
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'send at most 16 KiB of headers'],
};

/**
 * Answers what never became a request: bytes that are no HTTP, headers that are too large or too slow. There is no
 * request object, so the answer is written on the socket, and it is the last one on this connection.
 */
export function answerClientErrors(logger: Logger): (error: Error, socket: Socket) => void {
  return (error, socket) => {
    const errno = errorCode(error) ?? '';
    if (errno === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [code, detail] = MEANINGS[errno] ?? ['bad_request', 'the server cannot read this as HTTP'];
    const problem = new ProblemError(code, detail);
    const requestId = randomUUID();
    logger.info({ request_id: requestId, route: null, status: problem.status, problem: code }, 'request');
    socket.end(answerText(problem, requestId));
  };
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
