import {
  draftCommit,
  emptySubjectState,
  finishCommit,
  foldEvent,
  type CommitDraft,
  type SubjectState,
} from '@daybook/domain';
import { EVENT_JSON, eventFromJson } from '@daybook/event-log';
import { COMMIT_OF_EVENT } from '../commit-of-event.js';
import { readRows, type Connection, type Statement } from '../read-rows.js';
import type { DaysWanted } from './list-days.query.js';
import { recordsOfDays } from './records-of-days.js';
import type { Turns } from './turns.js';

/** The events of the days' records and the subject's own (metrics, source order) up to version `$4`, in order. */
function eventsText(records: string): string {
  return `
with known as (
  select e.* from ${records} r cross join lateral (
    select * from events o where o.user_id = $1 and o.measurement_id = r.id and o.version <= $4 offset 0
  ) e
  union all
  select * from events o where o.user_id = $1 and o.measurement_id is null and o.version <= $4
)
select ${EVENT_JSON} as event, c.last_version::float8 as last_version, c.actor_id,
  (extract(epoch from c.recorded_at) * 1000)::float8 as recorded_ms
from known e ${COMMIT_OF_EVENT}
order by e.version`;
}

const EVENTS_OF_DAYS: Statement = { name: 'events-of-days', text: eventsText(recordsOfDays('all')) };
const EVENTS_OF_TYPE: Statement = { name: 'events-of-days-of-type', text: eventsText(recordsOfDays('one')) };

interface EventRow {
  readonly event: string;
  readonly last_version: number;
  readonly actor_id: string | null;
  readonly recorded_ms: number;
}

/**
 * What the log says about some days up to a version, folded by the domain as everywhere else. The state is whole as
 * far as those days go; a record that moved may also leave part of another day behind, which the caller passes over.
 *
 * @throws the reason of the turns' signal when the answer is no longer wanted
 */
export async function foldDays(
  connection: Connection,
  userId: string,
  { from, to, type }: DaysWanted,
  version: number,
  turns: Turns,
): Promise<SubjectState> {
  const values = [userId, from, to, version];
  const rows =
    type === undefined
      ? await readRows<EventRow>(connection, EVENTS_OF_DAYS, values)
      : await readRows<EventRow>(connection, EVENTS_OF_TYPE, [...values, type]);
  const state = emptySubjectState('whole');
  let draft: CommitDraft | undefined;
  let commit = 0;
  for (const { event, last_version: lastVersion, actor_id: actor, recorded_ms: recordedAt } of rows) {
    if (turns.isOver) await turns.next();
    if (!draft || lastVersion !== commit) {
      if (draft) finishCommit(state, draft);
      draft = draftCommit({ actor: actor ?? '', recordedAt });
      commit = lastVersion;
    }
    foldEvent(state, draft, eventFromJson(event));
  }
  if (draft) finishCommit(state, draft);
  return state;
}
