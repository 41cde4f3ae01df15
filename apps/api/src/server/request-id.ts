import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { REQUEST_ID_MAX_LENGTH } from '@daybook/contract';

export const REQUEST_ID_HEADER = 'x-request-id';

/** It goes into log lines and into the log of commits: nothing that could break a line or hide a character. */
const SOUND = new RegExp(`^[\\x21-\\x7e]{1,${REQUEST_ID_MAX_LENGTH}}$`, 'u');

/** The client's own id of the request if it is sound, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const sent = request.headers[REQUEST_ID_HEADER];
  return typeof sent === 'string' && SOUND.test(sent) ? sent : randomUUID();
}
