/** SQL: whether a change `c` fits what its entity has become. */
function fits(live: string, revision: string): string {
  return `case when c.op = 'delete' then not (${live}) and ${revision} <= c.revision
      else (${live}) and ${revision} = c.revision end`;
}

/**
 * SQL: whether change `c` is the newest of its entity. Every change row carries the revision that its entity had
 * then, and the revision of an entity's newest row is the one in its table: a probe of a primary key (3 µs) instead
 * of an index on the entity, which every write would have to keep. A definition of a metric never changes. Compaction judges alike.
 */
export const IS_NEWEST_CHANGE = `case c.entity
  when 'measurement' then coalesce((
    select ${fits("m.state in ('live', 'cleared')", 'm.revision')}
    from measurements m where m.user_id = c.user_id and m.id = c.entity_id::uuid), c.op = 'delete')
  when 'daily_aggregate' then coalesce((
    select ${fits('d.payload is not null', 'd.revision')}
    from daily_aggregates d where d.user_id = c.user_id
      and d.local_date = left(c.entity_id, 10)::date and d.metric = substr(c.entity_id, 12)), c.op = 'delete')
  else true
end`;
