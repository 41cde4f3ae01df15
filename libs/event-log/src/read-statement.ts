import { CONTESTED_DAYS_MAX } from '@daybook/domain';
import { columnLiterals, column, unnest, type Column } from './column.js';
import type { AppendCommand, ItemNeeds } from './append-command.js';
import { EVENT_JSON, MEASUREMENT_JSON } from './row-json.js';

interface NeededItem extends ItemNeeds {
  readonly userId: string;
}

const ITEM_COLUMNS: readonly Column<NeededItem>[] = [
  column('user_id', 'uuid', 'bare', (item) => item.userId),
  column('mutation_id', 'uuid', 'bare', (item) => item.mutationId),
  column('measurement_id', 'uuid', 'bare', (item) => item.measurementId),
  column('local_date', 'date', 'bare', (item) => item.localDate),
  column('metric', 'text', 'text', (item) => item.metric),
  column('samples', 'bool', 'bare', (item) => item.samples),
];

const METRIC_TYPE_JSON =
  'json_build_array(t.definition, t.mutation_id, floor(extract(epoch from t.recorded_at) * 1000))::text';

/**
 * READ: one statement, one snapshot, no lock, for all commands of a group. It brings the heads, the events of
 * replayed mutations, the records that the others touch, the aggregates of the touched days and, where samples
 * count, the days' records. A replay needs nothing of its day, so `fresh` leaves it out. Of the subject's own metrics
 * it brings those that the items or the touched days name, because a subject may have hundreds; of the contested days
 * one more than a new order may decide, which is enough to refuse it.
 *
 * `offset 0` keeps each look-up a nested loop on its index, whatever the planner believes of tables that were
 * empty when the statement was prepared.
 */
export const READ_SQL = `with item as (
  select * from ${unnest(ITEM_COLUMNS, 'i', 4)}
), accepted as materialized (
  select e.* from item i cross join lateral (
    select * from events e where e.user_id = i.user_id and e.mutation_id = i.mutation_id offset 0
  ) e
), confirmed as (
  select e.* from accepted a cross join lateral (
    select * from events e where e.user_id = a.user_id and e.mutation_id = a.previous_mutation_id offset 0
  ) e where a.type = 'StatsConfirmed'
), fresh as materialized (
  select i.* from item i
  where not exists (select 1 from accepted a where a.user_id = i.user_id and a.mutation_id = i.mutation_id)
), found as materialized (
  select m.* from (
    select user_id, measurement_id from fresh where measurement_id is not null
    union select user_id, measurement_id from accepted where measurement_id is not null
  ) w cross join lateral (
    select * from measurements m where m.user_id = w.user_id and m.id = w.measurement_id offset 0
  ) m
), touched as materialized (
  select user_id, local_date, metric, bool_or(samples) as samples from (
    select user_id, local_date, metric, samples from fresh where local_date is not null
    union all
    select f.user_id, f.local_date, f.metric, f.kind <> 'day_total' from found f
    where f.local_date is not null
      and exists (select 1 from fresh q where q.user_id = f.user_id and q.measurement_id = f.id)
    union all
    select d.user_id, d.local_date, d.metric, false from unnest($2::uuid[]) u(user_id) cross join lateral (
      select * from daily_aggregates d where d.user_id = u.user_id and cardinality(d.sources) > 1
      limit ${CONTESTED_DAYS_MAX + 1}
    ) d
  ) t group by user_id, local_date, metric
)
select 'head' as kind, s.user_id, json_build_array(s.version, s.seq, s.stream_id, s.epoch, encode(s.head_hash, 'hex'),
    s.digests, floor(extract(epoch from s.last_recorded_at) * 1000), floor(extract(epoch from clock_timestamp()) * 1000))::text as row
  from user_streams s where s.user_id = any($1::uuid[])
union all
select 'event', e.user_id, ${EVENT_JSON} from accepted e
union all
select 'event', e.user_id, ${EVENT_JSON} from confirmed e
union all
select 'record', m.user_id, ${MEASUREMENT_JSON} from found m
union all
select 'day', t.user_id, json_build_array(t.local_date, t.metric, t.samples, d.unit, d.payload, d.contributions, d.revision,
    floor(extract(epoch from d.updated_at) * 1000))::text
  from touched t left join lateral (
    select * from daily_aggregates d where d.user_id = t.user_id and d.local_date = t.local_date and d.metric = t.metric offset 0
  ) d on true
union all
select 'day_record', m.user_id, ${MEASUREMENT_JSON} from touched t cross join lateral (
    select * from measurements m where m.user_id = t.user_id and m.local_date = t.local_date and m.metric = t.metric
      and m.state <> 'retracted' offset 0
  ) m where t.samples
union all
select 'metric_type', t.user_id, ${METRIC_TYPE_JSON} from (
    select user_id, metric from item where starts_with(metric, 'x_')
    union select user_id, metric from touched where starts_with(metric, 'x_')
  ) w cross join lateral (
    select * from metric_types t where t.user_id = w.user_id and t.code = w.metric offset 0
  ) t where t.user_id <> all($3::uuid[])
union all
select 'metric_type', t.user_id, ${METRIC_TYPE_JSON} from metric_types t where t.user_id = any($3::uuid[])
union all
select 'source_order', o.user_id, json_build_array(o.sources, o.mutation_id, o.revision, floor(extract(epoch from o.updated_at) * 1000))::text
  from source_orders o where o.user_id = any($1::uuid[])`;

/** The parameters of {@link READ_SQL} for a group. */
export function readParameters(commands: readonly AppendCommand<unknown>[]): string[] {
  const users = new Set(commands.map(({ origin }) => origin.userId));
  const usersOf = (wanting: (command: AppendCommand<unknown>) => boolean): string =>
    `{${commands
      .filter(wanting)
      .map(({ origin }) => origin.userId)
      .join(',')}}`;
  const items = commands.flatMap(({ origin, needs }) =>
    needs.map((need) => ({ ...need, userId: origin.userId })),
  );
  return [
    `{${[...users].join(',')}}`,
    usersOf(({ contestedDays }) => contestedDays === 'read'),
    usersOf(({ ownMetrics }) => ownMetrics === 'all'),
    ...columnLiterals(ITEM_COLUMNS, items),
  ];
}
