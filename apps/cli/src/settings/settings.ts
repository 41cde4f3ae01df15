import { parseDuration } from './duration.js';
import { WrongValue, oneOf, postgresUrl, webUrl, whole, words, yesOrNo, type Setting } from './setting.js';

const setting = <Value>(parts: Setting<Value>): Setting<Value> => parts;

const KEY_HEX = /^[0-9a-f]{64}$/i;

function key(text: string): Uint8Array {
  if (KEY_HEX.test(text)) return Buffer.from(text, 'hex');
  throw new WrongValue('give 64 hexadecimal digits, for example of: openssl rand -hex 32');
}

function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw new WrongValue('give a number with s, m, h, d or w, such as 90d');
}

const none = null as string | null;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

/**
 * Every setting there is, the only list of them: `--help` and the reading of flags, environment and `.env` are made
 * from it. A flag goes before the environment, the environment before `.env`, `.env` before the default.
 */
export const SETTINGS = {
  port: setting({
    env: 'PORT',
    flag: '--port <number>',
    preset: 3000,
    presetText: '3000',
    meaning: 'port to listen on; 0 takes any free one',
    parse: whole(0, 65_535, 3000),
  }),
  host: setting({
    env: 'HOST',
    flag: '--host <address>',
    preset: '127.0.0.1',
    presetText: '127.0.0.1',
    meaning: 'address to listen on; 0.0.0.0 is every one of this machine',
    parse: words,
  }),
  dataDir: setting({
    env: 'DAYBOOK_DATA_DIR',
    flag: '--data-dir <folder>',
    preset: '.daybook',
    presetText: '.daybook',
    meaning: 'folder of the embedded PostgreSQL and of what this installation keeps beside it',
    parse: words,
  }),
  databaseUrl: setting({
    env: 'DATABASE_URL',
    preset: none,
    presetText: 'the embedded PostgreSQL',
    meaning: 'PostgreSQL 15 or newer, as the role that serves requests',
    parse: postgresUrl,
  }),
  ownerUrl: setting({
    env: 'DAYBOOK_OWNER_URL',
    preset: none,
    presetText: 'the same as DATABASE_URL',
    meaning: 'the same database as the role that owns it: migrates, rebuilds, compacts',
    parse: postgresUrl,
  }),
  migrate: setting({
    env: 'DAYBOOK_MIGRATE',
    flag: '--migrate',
    preset: false,
    presetText: '0',
    meaning: 'migrate the database of DATABASE_URL on start; the embedded one always is',
    parse: yesOrNo,
  }),
  url: setting({
    env: 'DAYBOOK_URL',
    flag: '--url <address>',
    preset: none,
    presetText: 'http://127.0.0.1:3000 with the port of PORT',
    meaning: 'where the server is reached: imports go there, sign-in links begin with it',
    parse: webUrl,
  }),
  token: setting({
    env: 'DAYBOOK_TOKEN',
    flag: '--token <token>',
    preset: none,
    presetText: '(none)',
    meaning: 'token that an import sends',
    parse: words,
  }),
  logLevel: setting<(typeof LOG_LEVELS)[number]>({
    env: 'DAYBOOK_LOG_LEVEL',
    preset: 'info',
    presetText: 'info',
    meaning: `least weight of what the server logs: ${LOG_LEVELS.join(', ')}`,
    parse: oneOf(...LOG_LEVELS),
  }),
  readConnections: setting({
    env: 'DAYBOOK_READ_CONNECTIONS',
    preset: 8,
    presetText: '8',
    meaning: 'connections to PostgreSQL for reading, beside five for writing and waking',
    parse: whole(1, 500, 8),
  }),
  trustProxy: setting({
    env: 'DAYBOOK_TRUST_PROXY',
    preset: false,
    presetText: '0',
    meaning: 'believe X-Forwarded-* headers; only behind a proxy that sets them',
    parse: yesOrNo,
  }),
  pseudonymKey: setting({
    env: 'DAYBOOK_PSEUDONYM_KEY',
    preset: null as Uint8Array | null,
    presetText: 'made once, kept in the data folder',
    meaning: '64 hexadecimal digits: the key under which log lines name subjects and devices',
    parse: key,
  }),
  dashboardDir: setting({
    env: 'DAYBOOK_DASHBOARD_DIR',
    preset: none,
    presetText: 'the built page beside the program',
    meaning: 'folder of the page that the server shows',
    parse: words,
  }),
  retention: setting({
    env: 'DAYBOOK_RETENTION',
    flag: '--retention <duration>',
    preset: 90 * 86_400_000,
    presetText: '90d',
    meaning: 'how long the change feed keeps deletions; a replica away for longer takes a snapshot',
    parse: duration,
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;

type ValueOf<Of> = Of extends Setting<infer Value> ? Value : never;

/** The value of every setting. */
export type Settings = { readonly [Name in SettingName]: ValueOf<(typeof SETTINGS)[Name]> };
