import { isUuid } from '@daybook/domain';
import type { Pool } from 'pg';
import { UsageError } from '../usage-error.js';
import { commandLine } from '../command-line.js';

/** @throws UsageError unless the text is the id of a subject of this database */
export async function knownSubject(pool: Pool, text: string): Promise<string> {
  const userId = text.toLowerCase();
  const isId: boolean = isUuid(text);
  if (!isId)
    throw new UsageError(
      `--subject is "${text}", which is no UUID: \`${commandLine('token list')}\` shows the subjects.`,
    );
  const { rows } = await pool.query('select from user_streams where user_id = $1', [userId]);
  if (rows.length > 0) return userId;
  throw new UsageError(`There is no subject ${userId} here: \`${commandLine('token list')}\` shows them.`);
}

/** Every subject by id; with a name given, that one alone. */
export async function chosenSubjects(pool: Pool, text: string | undefined): Promise<string[]> {
  if (text !== undefined) return [await knownSubject(pool, text)];
  const { rows } = await pool.query<{ user_id: string }>('select user_id from user_streams order by user_id');
  return rows.map(({ user_id: userId }) => userId);
}
