/**
 * What the API's role may do, run after every migration (it is idempotent). The log can only be read and appended
 * to; rows leave the change log only through compaction's function, which the owner runs.
 */
export function apiRoleGrants(quotedRole: string): string {
  return `
grant usage on schema public to ${quotedRole};
grant select, insert on events, commits, change_log to ${quotedRole};
grant select, insert, update on
  user_streams, measurements, daily_aggregates, metric_types, source_orders, devices, tokens, sign_in_codes
  to ${quotedRole};
grant select on installation to ${quotedRole};
`;
}
