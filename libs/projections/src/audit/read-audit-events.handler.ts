import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { COMMIT_OF_EVENT } from '../commit-of-event.js';
import { READ_POOL } from '../read-pool.js';
import { readRows, type Statement } from '../read-rows.js';
import { AUDIT_EVENT_COLUMNS, auditEvent, type AuditEvent, type AuditEventRow } from './audit-event.js';
import { globalPlace, globalPlaceText, streamPlace, streamPlaceText } from './audit-place.js';
import { ReadAuditEvents, type AuditEventsPage, type AuditEventsWanted } from './read-audit-events.query.js';

/** How many events one statement looks at when a filter leaves most of them out: about 20 ms. */
const FILTERED_SLICE = 2_000;

/** A filter that lets nothing through still answers in a second: 100 000 events, then a short page and its `next`. */
const SLICES_PER_PAGE = 50;

/**
 * The next places in order and, of those that the filter lets through, the whole event. One statement, because a
 * second look could see later events between the places.
 */
function auditText(places: string): string {
  return `
select i.txid::text as place_txid, i.position::float8 as place_position, i.version::float8 as place_version, x.*
from (${places}) i left join lateral (
  select ${AUDIT_EVENT_COLUMNS}
  from events e ${COMMIT_OF_EVENT} join user_streams s on s.user_id = e.user_id
  where e.user_id = i.user_id and e.version = i.version and ($1::text is null or e.type = $1)
    and ($2::timestamptz is null or c.recorded_at >= $2) and ($3::timestamptz is null or c.recorded_at < $3)
) x on true
order by i.place`;
}

/**
 * Below the horizon no transaction is open any more, so nothing can appear there later: a bigserial alone lost 8 to
 * 12 % of the events to whoever polled it under concurrent writers. The horizon waits for the oldest open writing
 * transaction of the whole server.
 */
const EVENTS_OF_ALL: Statement = {
  name: 'audit-events',
  text: auditText(`
  select n.user_id, n.version, n.txid, n.position, row_number() over (order by n.txid, n.position) as place from (
    select e.user_id, e.version, e.txid, e.position
    from events e
    where (e.txid, e.position) > ($4::text::xid8, $5::bigint) and e.txid < pg_snapshot_xmin(pg_current_snapshot())
    order by e.txid, e.position limit $6
  ) n`),
};

const EVENTS_OF_SUBJECT: Statement = {
  name: 'audit-events-of-subject',
  text: auditText(`
  select e.user_id, e.version, e.txid, e.position, e.version as place
  from events e
  where e.user_id = $4 and e.version > $5
  order by e.version limit $6`),
};

/** Of an event that the filter left out only the place is there. */
type SliceRow = { readonly [Column in keyof AuditEventRow]: AuditEventRow[Column] | null } & {
  readonly place_txid: string;
  readonly place_position: number;
  readonly place_version: number;
};

@QueryHandler(ReadAuditEvents)
export class ReadAuditEventsHandler implements IQueryHandler<ReadAuditEvents> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ wanted }: ReadAuditEvents): Promise<AuditEventsPage> {
    const items: AuditEvent[] = [];
    const sliceEvents = isFiltered(wanted) ? FILTERED_SLICE : wanted.limit + 1;
    let next = placeText(wanted, undefined);
    for (let slice = 0; slice < SLICES_PER_PAGE; slice++) {
      const rows = await this.slice(wanted, next, sliceEvents);
      for (const row of rows) {
        if (items.length === wanted.limit) return { items, next, hasMore: true };
        if (isWhole(row)) items.push(auditEvent(row));
        next = placeText(wanted, row);
      }
      if (rows.length < sliceEvents) return { items, next, hasMore: false };
    }
    return { items, next, hasMore: true };
  }

  private slice(
    { userId, type, from, to }: AuditEventsWanted,
    after: string,
    sliceEvents: number,
  ): Promise<SliceRow[]> {
    const filter = [type ?? null, instantText(from), instantText(to)];
    if (userId !== undefined) {
      const values = [...filter, userId, streamPlace(after), sliceEvents];
      return readRows<SliceRow>(this.pool, EVENTS_OF_SUBJECT, values);
    }
    const { txid, position } = globalPlace(after);
    return readRows<SliceRow>(this.pool, EVENTS_OF_ALL, [...filter, txid, position, sliceEvents]);
  }
}

function isFiltered({ type, from, to }: AuditEventsWanted): boolean {
  return type !== undefined || from !== undefined || to !== undefined;
}

function instantText(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

/** Without a row the place where the page begins, in the form that its order has. */
function placeText({ userId, after }: AuditEventsWanted, row: SliceRow | undefined): string {
  if (userId !== undefined) return streamPlaceText(row ? row.place_version : streamPlace(after));
  return globalPlaceText(row ? { txid: row.place_txid, position: row.place_position } : globalPlace(after));
}

function isWhole(row: SliceRow): row is SliceRow & AuditEventRow {
  return row.event !== null;
}
