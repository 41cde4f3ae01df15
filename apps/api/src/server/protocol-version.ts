import { OLDEST_PROTOCOL_VERSION, PROTOCOL_HEADER, PROTOCOL_VERSION } from '@daybook/contract';
import { ProblemError } from '../problem/problem-error.js';

const WHOLE_NUMBER = /^\d{1,6}$/u;

/** Refuses clients that speak an older protocol than this server understands. Who sends no version is taken as current. */
export function refuseOldProtocol(header: string | string[] | undefined): void {
  if (header === undefined) return;
  if (typeof header !== 'string' || !WHOLE_NUMBER.test(header)) {
    throw new ProblemError(
      'invalid_request',
      `${PROTOCOL_HEADER} must be one whole number, like ${PROTOCOL_VERSION}`,
    );
  }
  if (Number(header) >= OLDEST_PROTOCOL_VERSION) return;
  const detail = `upgrade the client: it speaks protocol ${header}, this server ${OLDEST_PROTOCOL_VERSION} to ${PROTOCOL_VERSION}`;
  // RFC 9110, section 15.5.22: a 426 names what to upgrade to.
  throw new ProblemError('protocol_too_old', detail, { headers: { upgrade: `daybook/${PROTOCOL_VERSION}` } });
}
