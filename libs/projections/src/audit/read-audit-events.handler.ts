import type { AuditEvent } from '@daybook/contract';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { COMMIT_OF_EVENT } from '../commit-of-event.js';
import { READ_POOL } from '../read-pool.js';
import { readRows, type Statement } from '../read-rows.js';
import { AUDIT_EVENT_COLUMNS, auditEvent, type AuditEventRow } from './audit-event.js';
import { globalPlace, globalPlaceText, streamPlace, streamPlaceText } from './audit-place.js';
import { ExpiredPlace } from './expired-place.js';
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
select i.txid::text as place_txid, i.position::float8 as place_position, i.version::float8 as place_version,
  s.epoch as place_epoch, x.*
from (${places}) i join user_streams s on s.user_id = i.user_id left join lateral (
  select ${AUDIT_EVENT_COLUMNS}
  from events e ${COMMIT_OF_EVENT}
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

/** The epoch of the stream whose event stands at a place; nothing where no event does. */
const EPOCH_AT_GLOBAL: Statement = {
  name: 'audit-epoch',
  text: `
select s.epoch from events e join user_streams s on s.user_id = e.user_id
where e.txid = $1::text::xid8 and e.position = $2::bigint`,
};

const EPOCH_AT_VERSION: Statement = {
  name: 'audit-epoch-of-subject',
  text: `
select s.epoch from events e join user_streams s on s.user_id = e.user_id
where e.user_id = $1 and e.version = $2`,
};

/** Of an event that the filter left out only the place is there. */
type SliceRow = { readonly [Column in keyof AuditEventRow]: AuditEventRow[Column] | null } & {
  readonly place_txid: string;
  readonly place_position: number;
  readonly place_version: number;
  readonly place_epoch: string;
};

@QueryHandler(ReadAuditEvents)
export class ReadAuditEventsHandler implements IQueryHandler<ReadAuditEvents> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ wanted }: ReadAuditEvents): Promise<AuditEventsPage> {
    const page = await this.page(wanted);
    // After the rows: a new epoch that came between them and this look makes the page expire rather than pass.
    await this.refuseExpired(wanted);
    return page;
  }

  private async page(wanted: AuditEventsWanted): Promise<AuditEventsPage> {
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
      const values = [...filter, userId, streamPlace(after).at, sliceEvents];
      return readRows<SliceRow>(this.pool, EVENTS_OF_SUBJECT, values);
    }
    const { txid, position } = globalPlace(after).at;
    return readRows<SliceRow>(this.pool, EVENTS_OF_ALL, [...filter, txid, position, sliceEvents]);
  }

  /** The event that a place names must be there, in the epoch that the place names. @throws ExpiredPlace */
  private async refuseExpired({ userId, after }: AuditEventsWanted): Promise<void> {
    const { at, epoch } = userId === undefined ? globalPlace(after) : streamPlace(after);
    if (epoch === null) return;
    const [stream] =
      typeof at === 'number'
        ? await readRows<{ epoch: string }>(this.pool, EPOCH_AT_VERSION, [userId, at])
        : await readRows<{ epoch: string }>(this.pool, EPOCH_AT_GLOBAL, [at.txid, at.position]);
    if (stream?.epoch !== epoch) throw new ExpiredPlace();
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
  if (!row)
    return userId === undefined ? globalPlaceText(globalPlace(after)) : streamPlaceText(streamPlace(after));
  const { place_txid: txid, place_position: position, place_version: version, place_epoch: epoch } = row;
  if (userId !== undefined) return streamPlaceText({ at: version, epoch });
  return globalPlaceText({ at: { txid, position }, epoch });
}

function isWhole(row: SliceRow): row is SliceRow & AuditEventRow {
  return row.event !== null;
}
