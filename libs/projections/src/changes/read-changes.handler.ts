import { UnknownSubject } from '@daybook/event-log';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { READ_POOL } from '../read-pool.js';
import { readRows, type Statement } from '../read-rows.js';
import { utcText } from '../utc-text.js';
import { IS_NEWEST_CHANGE } from './newest-change.js';
import { ReadChanges, type ChangesSlice } from './read-changes.query.js';

/**
 * How many positions one statement with a filter looks at. With `latest` each costs about 3 µs, so a slice stays
 * far below the 5 s of a statement, whatever the filter lets through.
 */
const FILTERED_SLICE = 50_000;

/** The change object as text. Ids are encoded, everything else is made of letters, digits and stored JSON. */
const CHANGE_TEXT = `'{"seq":' || c.seq || ',"entity":"' || c.entity || '","op":"' || c.op || '","id":' || to_json(c.entity_id)
  || ',"revision":' || c.revision
  || case when c.entity = 'measurement' and c.origin_device = $4 then '' else ',"data":' || coalesce(c.payload::text, 'null') end
  || ',"at":"' || ${utcText('c.at')} || '","origin":' || coalesce('"' || c.origin_device || '"', 'null') || '}'`;

/**
 * One snapshot of head and rows. The rows are glued together in the order of the index, without a sort: nothing
 * stands between the ordered subquery and the aggregate.
 */
function pageText(condition: string, nextSeq = 'null'): string {
  return `
select s.seq::float8 as head_seq, s.epoch, s.floor::float8 as floor, p.changes, p.count, p.last_seq, ${nextSeq} as next_seq
from user_streams s cross join (
  select '[' || coalesce(string_agg(x.change, ','), '') || ']' as changes, count(*)::int as count, max(x.seq)::float8 as last_seq
  from (
    select c.seq, ${CHANGE_TEXT} as change
    from change_log c
    where c.user_id = $1 and c.seq > $2${condition}
    order by c.seq limit $3
  ) x
) p
where s.user_id = $1`;
}

const WITHIN_SLICE = ' and c.seq <= $5 and ($6::text[] is null or c.entity = any($6))';
/** Compaction leaves wide gaps: an empty slice is followed by the next change there is, not by the next position. */
const BEHIND_SLICE =
  '(select c.seq from change_log c where c.user_id = $1 and c.seq > $5 order by c.seq limit 1)::float8';

const READ_PAGE: Statement = { name: 'read-changes', text: pageText('') };
const READ_FILTERED: Statement = {
  name: 'read-changes-filtered',
  text: pageText(WITHIN_SLICE, BEHIND_SLICE),
};
const READ_LATEST: Statement = {
  name: 'read-changes-latest',
  text: pageText(`${WITHIN_SLICE} and ${IS_NEWEST_CHANGE}`, BEHIND_SLICE),
};

interface PageRow {
  readonly head_seq: number;
  readonly epoch: string;
  readonly floor: number;
  readonly changes: string;
  readonly count: number;
  readonly last_seq: number | null;
  readonly next_seq: number | null;
}

@QueryHandler(ReadChanges)
export class ReadChangesHandler implements IQueryHandler<ReadChanges> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  execute(query: ReadChanges): Promise<ChangesSlice> {
    const { entities, latest } = query.wanted;
    return entities === null && !latest ? this.readPage(query) : this.readFiltered(query);
  }

  private async readPage({ userId, wanted }: ReadChanges): Promise<ChangesSlice> {
    const { fromSeq, limit, withoutBodiesOf } = wanted;
    const [row] = await readRows<PageRow>(this.pool, READ_PAGE, [userId, fromSeq, limit, withoutBodiesOf]);
    if (!row) throw new UnknownSubject(userId);
    return sliceOf(row, row.count < limit ? row.head_seq : (row.last_seq ?? fromSeq));
  }

  /** Goes on until something passes the filter or nothing is left: a client never has to ask for an empty slice. */
  private async readFiltered({ userId, wanted }: ReadChanges): Promise<ChangesSlice> {
    const { limit, withoutBodiesOf, entities, latest } = wanted;
    const statement = latest ? READ_LATEST : READ_FILTERED;
    for (let from = wanted.fromSeq; ;) {
      const sliceEnd = from + FILTERED_SLICE;
      const values = [userId, from, limit, withoutBodiesOf, sliceEnd, entities];
      const [row] = await readRows<PageRow>(this.pool, statement, values);
      if (!row) throw new UnknownSubject(userId);
      if (row.count === limit) return sliceOf(row, row.last_seq ?? from);
      if (row.next_seq === null) return sliceOf(row, row.head_seq);
      if (row.count > 0) return sliceOf(row, sliceEnd);
      from = row.next_seq - 1;
    }
  }
}

/** The facts are those of the last statement: epoch and floor as they were when the last row was read. */
function sliceOf(row: PageRow, lastSeq: number): ChangesSlice {
  const remaining = Math.max(0, row.head_seq - lastSeq);
  return {
    changesJson: row.changes,
    count: row.count,
    lastSeq,
    headSeq: row.head_seq,
    epoch: row.epoch,
    floor: row.floor,
    hasMore: remaining > 0,
    remaining,
  };
}
