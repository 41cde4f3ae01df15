import { resolve } from 'node:path';
import type { Pool } from 'pg';
import { commandLine, shellWord } from '../command-line.js';
import { serverUrl } from '../settings/server-url.js';
import { SETTINGS, type Settings } from '../settings/settings.js';

/** Their ids are UUIDv7s: the first by id is the one that was made first. */
const FIRST_SUBJECTS = 'select user_id from user_streams order by user_id limit 2';

/** What an installation that has subjects already is told on its start: the command that makes a sign-in link. */
export async function linkHint(pool: Pool, settings: Settings, address: string): Promise<string> {
  const { rows } = await pool.query<{ user_id: string }>(FIRST_SUBJECTS);
  const [first, second] = rows;
  const words = ['token create --role subject --subject', first?.user_id ?? '<uuid>', '--link'];
  const line = commandLine([...words, ...flags(settings, address)].join(' '));
  const others = second === undefined ? '' : `\n  (of another subject: ${commandLine('token list')})`;
  return `Another sign-in link:\n  ${line}${others}`;
}

/** Without them the command would look for the database elsewhere, or make a link that leads nowhere. */
function flags({ databaseUrl, dataDir }: Settings, address: string): string[] {
  const usual = serverUrl({ url: null, host: SETTINGS.host.preset, port: SETTINGS.port.preset });
  return [
    ...(databaseUrl === null && dataDir !== SETTINGS.dataDir.preset
      ? ['--data-dir', shellWord(resolve(dataDir))]
      : []),
    ...(address === usual ? [] : ['--url', shellWord(address)]),
  ];
}
