/**
 * The commit `c` that appended event `e`. A commit is keyed by its last version, so it is the first one at or above
 * the event's: one probe of the primary key per event.
 */
export const COMMIT_OF_EVENT = `cross join lateral (
  select k.first_version, k.last_version, k.commit_id, k.actor_id, k.device_id, k.request_id, k.reason, k.recorded_at,
    k.salt, k.content_hash, k.hash, k.previous_hash
  from commits k
  where k.user_id = e.user_id and k.last_version >= e.version
  order by k.last_version limit 1
) c`;
