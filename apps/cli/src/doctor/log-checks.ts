import { verifyChain } from '@daybook/event-log';
import { auditLagSeconds, isRestored, verifyProjections } from '@daybook/projections';
import type { Pool } from 'pg';
import { counted, durationText, grouped } from '../terminal/numbers.js';
import { ok, problem, warning, type Check, type Patient } from './check.js';
import { commandLine } from '../command-line.js';

/** Auditors see nothing newer than the oldest open writing transaction; the server ends idle ones after 60 s. */
const HORIZON_OLD_SECONDS = 60;

/** A sample, not the whole: `audit verify` and `projections verify` look at everything. */
const SAMPLE_SUBJECTS = 3;
/** Folding that many events takes about two seconds. */
const SAMPLE_EVENTS = 50_000;
/** Where every log is longer, one of at most this many stands for them: some ten seconds. */
const LONG_SAMPLE_EVENTS = 300_000;

const READ_HORIZON = `
select coalesce(max(extract(epoch from clock_timestamp() - a.xact_start)), 0)::float8 as seconds
from pg_stat_activity a where a.backend_xid is not null and a.pid <> pg_backend_pid()`;

const READ_SAMPLE = `
select s.user_id from user_streams s
where s.version between 1 and ${SAMPLE_EVENTS} order by s.last_recorded_at desc limit ${SAMPLE_SUBJECTS}`;

const READ_LONG_SAMPLE = `
select s.user_id from user_streams s
where s.version between 1 and ${LONG_SAMPLE_EVENTS} order by s.version limit 1`;

const COUNT_SUBJECTS = 'select count(*) as count from user_streams where version > 0';

export const LOG_CHECKS: readonly Check[] = [
  { name: 'restore', look: checkRestore },
  { name: "auditors' horizon", look: checkHorizon },
  { name: 'chain of hashes', look: checkChains },
  { name: 'projections', look: checkProjections },
];

async function checkRestore({ pool }: Patient) {
  if (!(await isRestored(pool))) return ok('The database is the one that was last seen.');
  return problem(
    `The database was restored from a backup: start the server or run \`${commandLine('migrate')}\`, so that replicas begin anew.`,
  );
}

/**
 * What is held back already tells of every transaction; what will be only of those that this role may see, which are
 * its own unless it may read all statistics.
 */
async function checkHorizon({ pool, ownerPool }: Patient) {
  const lagSeconds = await auditLagSeconds(pool);
  if (lagSeconds >= HORIZON_OLD_SECONDS)
    return warning(
      `Auditors have not been shown anything for ${durationText(lagSeconds)}: a transaction is writing somewhere in the server, or was prepared; a superuser finds it in pg_stat_activity (backend_xid) or pg_prepared_xacts; end it.`,
    );
  const { rows } = await ownerPool.query<{ seconds: number }>(READ_HORIZON);
  const seconds = rows[0]?.seconds ?? 0;
  if (seconds < HORIZON_OLD_SECONDS)
    return ok(`Nothing has been kept from the auditors for longer than ${durationText(lagSeconds)}.`);
  return warning(
    `A writing transaction has been open for ${durationText(seconds)}: auditors see nothing newer; end it.`,
  );
}

async function sampledSubjects(pool: Pool): Promise<string[]> {
  let { rows } = await pool.query<{ user_id: string }>(READ_SAMPLE);
  if (rows.length === 0) ({ rows } = await pool.query<{ user_id: string }>(READ_LONG_SAMPLE));
  return rows.map(({ user_id: userId }) => userId);
}

/** `3 subjects`, or that these are a sample, and what looks at all. */
async function sampleText(pool: Pool, sampled: number, whole: string): Promise<string> {
  const { rows } = await pool.query<{ count: number }>(COUNT_SUBJECTS);
  const total = rows[0]?.count ?? 0;
  if (sampled >= total) return counted(sampled, 'subject');
  return `a sample of ${grouped(sampled)} of ${counted(total, 'subject')} (\`${commandLine(whole)}\` looks at all)`;
}

async function checkChains({ pool }: Patient) {
  const subjects = await sampledSubjects(pool);
  let commits = 0;
  for (const userId of subjects) {
    const { fault, commits: walked } = await verifyChain(pool, userId);
    if (fault)
      return problem(
        `Subject ${userId}, version ${grouped(fault.version)}: ${fault.fault}. \`${commandLine('audit verify')}\` tells more.`,
      );
    commits += walked;
  }
  const whose = await sampleText(pool, subjects.length, 'audit verify');
  return ok(`${counted(commits, 'commit')} of ${whose} hold.`);
}

async function checkProjections({ pool }: Patient) {
  const subjects = await sampledSubjects(pool);
  let events = 0;
  for (const userId of subjects) {
    const { differences, events: folded } = await verifyProjections(pool, userId);
    if (differences.length > 0) {
      const differ = counted(differences.length, 'row differs', 'rows differ');
      return problem(
        `Of subject ${userId} ${differ} from the log: \`${commandLine('projections verify')}\` shows them, \`rebuild\` mends them.`,
      );
    }
    events += folded;
  }
  const whose = await sampleText(pool, subjects.length, 'projections verify');
  return ok(`${counted(events, 'event')} of ${whose} fold to what the tables hold.`);
}
