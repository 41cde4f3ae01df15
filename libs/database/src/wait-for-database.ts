import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const POLL_MS = 250;
const ATTEMPT_TIMEOUT_MS = 5_000;

/** The server starts or stops, or has no connection left: all of it passes. Other refusals will be repeated. */
const PASSING = new Set(['57P03', '57P01', '53300']);

/**
 * Waits until a database answers and returns the role that the address signs in as. A refusal that waiting does not mend (password, unknown database) fails at once;
 * an address where nobody listens yet is tried again until `patienceMs` is over.
 */
export async function waitForDatabase(url: string, patienceMs: number): Promise<string> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await tryToConnect(url);
    if (answer.role !== undefined) return answer.role;
    const { failure } = answer;
    const refused = failure instanceof pg.DatabaseError && !PASSING.has(failure.code ?? '');
    if (refused || Date.now() >= deadline) {
      throw new Error(`The database cannot be used: ${reasonOf(failure)}`, { cause: failure });
    }
    await sleep(POLL_MS);
  }
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
