import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const POLL_MS = 250;
const ATTEMPT_TIMEOUT_MS = 5_000;

/** Sooner than this nobody wonders why nothing happens. */
const SAY_SO_AFTER_MS = 1_000;

/** The server starts or stops, or has no connection left: all of it passes. Other refusals will be repeated. */
const PASSING = new Set(['57P03', '57P01', '53300']);
const UNKNOWN_DATABASE = '3D000';
/** The class of refused sign-ins: wrong password, unknown role, no rule for this host. */
const NOT_LET_IN = '28';

/**
 * Waits until a database answers and returns the role that the address signs in as. A refusal that waiting does not
 * mend (password, unknown database) fails at once; an address where nobody listens yet is tried again until
 * `patienceMs` is over.
 *
 * @param onWait told once, after a second, for which `host:port/database` it waits; that holds no password
 * @throws Error whose message says what to do
 */
export async function waitForDatabase(
  url: string,
  patienceMs: number,
  onWait: (place: string) => void = () => undefined,
): Promise<string> {
  const saySo = setTimeout(() => {
    onWait(placeOf(url));
  }, SAY_SO_AFTER_MS);
  try {
    return await keepTrying(url, Date.now() + patienceMs);
  } finally {
    clearTimeout(saySo);
  }
}

async function keepTrying(url: string, deadline: number): Promise<string> {
  for (;;) {
    const answer = await tryToConnect(url);
    if (answer.role !== undefined) return answer.role;
    const { failure } = answer;
    const refused = failure instanceof pg.DatabaseError && !PASSING.has(failure.code ?? '');
    if (refused || Date.now() >= deadline) {
      const sentence = `The database cannot be used: ${reasonOf(failure)}. ${remedyOf(failure, url)}`;
      throw new Error(sentence, { cause: failure });
    }
    await sleep(POLL_MS);
  }
}

function placeOf(url: string): string {
  const { host, port, database = '' } = new pg.Client({ connectionString: url });
  return `${host}:${port}/${database}`;
}

function remedyOf(failure: Error, url: string): string {
  const { code } = failure as pg.DatabaseError;
  if (code === UNKNOWN_DATABASE)
    return 'Create it (createdb), or correct the name at the end of DATABASE_URL.';
  if (code?.startsWith(NOT_LET_IN)) return 'Correct the user and the password in DATABASE_URL.';
  if (failure instanceof pg.DatabaseError) return 'See what PostgreSQL says in its own log.';
  return `See that PostgreSQL runs and listens at ${placeOf(url)}, or correct DATABASE_URL.`;
}

type Answer = { readonly role: string } | { readonly role?: undefined; readonly failure: Error };

async function tryToConnect(url: string): Promise<Answer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ATTEMPT_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ role: string }>('select current_user as role');
    return { role: rows[0]?.role ?? '' };
  } catch (error) {
    return { failure: error as Error };
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A host with several addresses fails with one error per address and no message of its own. */
function reasonOf(failure: Error): string {
  const each = 'errors' in failure ? (failure.errors as readonly Error[]) : [failure];
  return each.map((error) => error.message).join('; ');
}
