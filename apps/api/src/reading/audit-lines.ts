import type { FastifyReply } from 'fastify';
import { PAGE_DEFAULT_ROWS } from '@daybook/contract';
import { EVENT_TYPES } from '@daybook/domain';
import type { AuditEventsPage, AuditEventsWanted } from '@daybook/projections';
import { instantOf } from '../problem/field-rules.js';
import { pathOf } from '../server/path-of.js';
import type { AuditEventsQuery } from './audit.dto.js';
import { refuseBackwards } from './day-range.js';

/** Where the next page begins; also on the last page, where later events will follow. */
export const NEXT_HEADER = 'daybook-next';

/** How pages of lines are documented. */
export const AUDIT_LINES = {
  200: {
    description: 'One CloudEvent a line.',
    schema: 'AuditEvent',
    mediaType: 'application/x-ndjson',
    headers: {
      'Daybook-Next': '`after` of the next page; later events will follow there.',
      Link: 'The next page as `rel="next"`, if there is one now.',
    },
  },
} as const;

export function auditEventsWanted({ after, limit, type, ...range }: AuditEventsQuery): AuditEventsWanted {
  const from = range.from === undefined ? undefined : instantOf(range.from);
  const to = range.to === undefined ? undefined : instantOf(range.to);
  refuseBackwards(from, to);
  const known = EVENT_TYPES.find((each) => each === type);
  return { after, limit: Number(limit ?? PAGE_DEFAULT_ROWS), type: known, from, to };
}

/** One CloudEvent a line. Lines have no room for paging, so the headers say how to go on. */
export function sendAuditLines(
  reply: FastifyReply,
  target: string,
  { items, next, hasMore }: AuditEventsPage,
): void {
  reply.header(NEXT_HEADER, next);
  if (hasMore) reply.header('link', `<${targetOf(target, next)}>; rel="next"`);
  const text = items.map((event) => JSON.stringify(event) + '\n').join('');
  void reply.code(200).type('application/x-ndjson; charset=utf-8').send(text);
}

/** The same question from another place on: limit and filter stay. */
function targetOf(target: string, after: string): string {
  const path = pathOf(target);
  const query = new URLSearchParams(target.slice(path.length));
  query.set('after', after);
  return `${path}?${query.toString()}`;
}
