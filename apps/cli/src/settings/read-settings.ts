import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from '../usage-error.js';
import { WrongValue, type Setting } from './setting.js';
import { SETTINGS, type SettingName, type Settings } from './settings.js';

/** What was given on the command line, by the names of the settings; a flag without a value is `true`. */
export type Flags = Readonly<Partial<Record<SettingName, string | boolean>>>;

type Variables = Readonly<Record<string, string | undefined>>;

const DOT_ENV = '.env';

/**
 * The settings of this start.
 *
 * @param flags what the command line said
 * @param environment usually `process.env`
 * @param folder where `.env` is looked for
 * @throws UsageError that names the setting, where the value came from, and the remedy
 */
export function readSettings(flags: Flags, environment: Variables, folder: string): Settings {
  const dotEnv = readDotEnv(folder);
  const names = Object.keys(SETTINGS) as SettingName[];
  const values = names.map((name) => [name, valueOf(name, flags[name], environment, dotEnv)]);
  return Object.fromEntries(values) as Settings;
}

function valueOf(
  name: SettingName,
  flag: string | boolean | undefined,
  environment: Variables,
  dotEnv: Variables,
): unknown {
  const setting: Setting<unknown> = SETTINGS[name];
  const { env } = setting;
  const option = setting.flag?.split(' ')[0] ?? '';
  if (flag !== undefined) return parsed(setting, option, String(flag), '');
  // An empty variable is how a shell or a compose file says that there is none.
  const set = environment[env];
  if (set !== undefined && set !== '') return parsed(setting, env, set, ' in the environment');
  const kept = dotEnv[env];
  return kept === undefined || kept === '' ? setting.preset : parsed(setting, env, kept, ` in ${DOT_ENV}`);
}

function parsed(setting: Setting<unknown>, name: string, text: string, place: string): unknown {
  try {
    return setting.parse(text);
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    // An address may hold a password: it is not repeated.
    const given = /:\/\//.test(text) ? 'not an address that can be used' : `"${text}", which it cannot be`;
    throw new UsageError(`${name}${place} is ${given}: ${error.remedy}.`);
  }
}

function readDotEnv(folder: string): Variables {
  try {
    return parseEnv(readFileSync(resolve(folder, DOT_ENV), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new UsageError(`${DOT_ENV} cannot be read: ${(error as Error).message}.`);
  }
}
