import { counted } from '../terminal/numbers.js';
import { ok, problem, warning, type Check, type Patient } from './check.js';
import { commandLine } from '../command-line.js';

/** The tables that nothing may be changed in or removed from. */
const APPEND_ONLY = ['commits', 'events'];

/** Bits of pg_trigger.tgtype: delete, update, truncate, for each statement and before it. */
const CHANGES_TYPE = 0b111010;

const READ_TRIGGERS = `
select c.relname as table_name
from pg_trigger t join pg_class c on c.oid = t.tgrelid
where c.relnamespace = 'public'::regnamespace and c.relname = any($1) and not t.tgisinternal
  and t.tgenabled in ('O', 'A') and t.tgtype & $2 = $2 and t.tgtype & 1 = 0`;

const READ_RIGHTS = `
select r.table_name, r.privilege, has_table_privilege($1, 'public.' || r.table_name, r.privilege) as granted
from unnest($2::text[], $3::text[]) r(table_name, privilege)`;

const NEEDED = ['select', 'insert'];
const FORBIDDEN = ['update', 'delete', 'truncate'];

interface RightRow {
  readonly table_name: string;
  readonly privilege: string;
  readonly granted: boolean;
}

export const WALL_CHECKS: readonly Check[] = [
  { name: 'append-only log', look: checkTriggers },
  { name: 'rights of the API', look: checkRights },
];

async function checkTriggers({ pool }: Patient) {
  const { rows } = await pool.query<{ table_name: string }>(READ_TRIGGERS, [APPEND_ONLY, CHANGES_TYPE]);
  const guarded = new Set(rows.map((row) => row.table_name));
  const open = APPEND_ONLY.filter((table) => !guarded.has(table));
  if (open.length === 0) return ok(`Triggers refuse every change of ${APPEND_ONLY.join(' and ')}.`);
  return problem(
    `No trigger refuses changes of ${open.join(' and ')}: somebody dropped or disabled it; restore it.`,
  );
}

async function checkRights({ pool, database }: Patient) {
  const tables = [...APPEND_ONLY, 'change_log'];
  const pairs = tables.flatMap((table) =>
    [...NEEDED, ...FORBIDDEN].map((privilege) => [table, privilege] as const),
  );
  const values = [database.apiRole, pairs.map(([table]) => table), pairs.map(([, privilege]) => privilege)];
  const { rows } = await pool.query<RightRow>(READ_RIGHTS, values);
  const named = (right: RightRow) => `${right.privilege} on ${right.table_name}`;
  const missing = rows.filter(({ privilege, granted }) => NEEDED.includes(privilege) && !granted).map(named);
  if (missing.length > 0)
    return problem(`The role of the API lacks ${missing.join(', ')}: run \`${commandLine('migrate')}\`.`);
  const excess = rows.filter(({ privilege, granted }) => FORBIDDEN.includes(privilege) && granted).map(named);
  if (excess.length === 0) return ok(`The role ${database.apiRole} can append to the log and not change it.`);
  const advice = 'give the API a role of its own in DATABASE_URL and the owner in DAYBOOK_OWNER_URL';
  return warning(
    `The role of the API has ${counted(excess.length, 'right')} too many (${excess.join(', ')}): ${advice}.`,
  );
}
