import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../usage-error.js';
import { readSettings } from './read-settings.js';
import { SETTINGS, type SettingName } from './settings.js';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-settings-'));
  writeFileSync(join(folder, '.env'), 'PORT=4000\nHOST="0.0.0.0"\nDAYBOOK_RETENTION=\n');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('settings', () => {
  it('go by flag, then environment, then .env, then default', () => {
    expect(readSettings({ port: '1' }, { PORT: '2' }, folder).port).toBe(1);
    expect(readSettings({}, { PORT: '2' }, folder).port).toBe(2);
    expect(readSettings({}, {}, folder)).toMatchObject({ port: 4_000, host: '0.0.0.0', dataDir: '.daybook' });
    expect(readSettings({}, {}, join(folder, 'nowhere')).port).toBe(3_000);
  });

  it('are not set by an empty variable', () => {
    expect(readSettings({}, { PORT: '' }, folder)).toMatchObject({ port: 4_000, retention: 90 * 86_400_000 });
  });

  it.each<[SettingName, string]>([
    ['port', '65536'],
    ['port', '3.5'],
    ['databaseUrl', 'localhost'],
    ['migrate', 'perhaps'],
    ['url', 'ftp://host'],
    ['logLevel', 'loud'],
    ['pseudonymKey', 'abc'],
    ['retention', '90 days'],
    ['retention', '0d'],
    ['readConnections', '0'],
  ])('stop the start with a sentence that names %s when it is %s', (name, text) => {
    const { env } = SETTINGS[name];
    const read = () => readSettings({}, { [env]: text }, folder);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(new RegExp(`^${env} in the environment is .*: give .*\\.$`));
  });

  it('never repeat an address, which may hold a password', () => {
    const read = () => readSettings({}, { DATABASE_URL: 'mysql://user:secret@host/db' }, folder);
    expect(read).toThrow(UsageError);
    expect(read).not.toThrow(/secret/);
  });

  it('take what they are for', () => {
    const variables = {
      DATABASE_URL: 'postgres://user@/daybook?host=/run/postgresql',
      DAYBOOK_MIGRATE: '1',
      DAYBOOK_URL: 'https://daybook.example/',
      DAYBOOK_PSEUDONYM_KEY: 'ab'.repeat(32),
      DAYBOOK_RETENTION: '2w',
    };
    expect(readSettings({}, variables, folder)).toMatchObject({
      databaseUrl: variables.DATABASE_URL,
      migrate: true,
      url: 'https://daybook.example',
      pseudonymKey: Buffer.alloc(32, 0xab),
      retention: 14 * 86_400_000,
    });
  });
});
