/**
 * SQL: the ids of the records of subject `$1` that ever counted on a day between `$2` and `$3`: those that are there
 * now, and those that an event took away. Of one metric (`$5`) the other metrics' entries are passed over within
 * the index. Records never change their metric.
 */
export function recordsOfDays(metrics: 'all' | 'one'): string {
  const condition = (alias: string): string => (metrics === 'one' ? ` and ${alias}.metric = $5` : '');
  return `(
    select m.id from measurements m
    where m.user_id = $1 and m.local_date between $2 and $3${condition('m')}
    union
    select p.measurement_id from events p
    where p.user_id = $1 and p.previous_local_date between $2 and $3${condition('p')}
  )`;
}
