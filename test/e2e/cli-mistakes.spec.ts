import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { programUnderTest } from './support/program-under-test.js';

const SUBJECT = '0197f0c4-2a6f-7c3e-9b1d-0f5e2d3c4b5a';

const program = programUnderTest({ DAYBOOK_LOG_LEVEL: 'silent' });

describe('a data folder without an installation', () => {
  it.each([
    [['audit', 'verify']],
    [['days', '--subject', SUBJECT]],
    [['token', 'list']],
    [['token', 'create', '--role', 'auditor']],
    [['doctor']],
    [['doctor', 'event', SUBJECT]],
    [['export', '--subject', SUBJECT]],
    [['compact']],
    [['projections', 'verify']],
    [['projections', 'rebuild']],
    [['migrate', '--check']],
  ])('is a mistake to every command that makes none, and stays as it was: %j', async (args) => {
    const dataDir = `${program.folder}/misspelt`;
    const ended = await program.run([...args, '--data-dir', dataDir]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`There is no installation in ${dataDir}: `);
    expect(existsSync(dataDir)).toBe(false);
  });

  it.each([[['serve', '--port', '0']], [['migrate']]])(
    'is left alone when it holds something else: %j',
    async (args) => {
      const dataDir = `${program.folder}/documents`;
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(`${dataDir}/thesis.doc`, 'chapter 1');
      const ended = await program.run([...args, '--data-dir', dataDir]);
      expect(ended).toMatchObject({ code: 2, stdout: '' });
      expect(ended.stderr).toContain(`${dataDir} holds files that are not Daybook's`);
      expect(readdirSync(dataDir)).toEqual(['thesis.doc']);
    },
  );

  it('is where one is made when it is empty', async () => {
    const dataDir = `${program.folder}/empty`;
    mkdirSync(dataDir);
    expect((await program.run(['migrate', '--data-dir', dataDir])).code).toBe(0);
    expect((await program.run(['audit', 'verify', '--data-dir', dataDir])).code).toBe(0);
  });

  it.each([[['serve', '--port', '0']], [['token', 'list']]])(
    'is refused in a sentence when it is no folder: %j',
    async (args) => {
      const file = `${program.folder}/file`;
      writeFileSync(file, '');
      for (const dataDir of [file, `${file}/below`]) {
        const ended = await program.run([...args, '--data-dir', dataDir]);
        expect(ended).toMatchObject({ code: 2, stdout: '' });
        expect(ended.stderr).toMatch(/^(The data folder|There is no installation in) .*--data-dir.*\.\n$/);
      }
    },
  );
});

describe('a database that does not answer', () => {
  it('is said to be waited for, without its password', async () => {
    const run = program.start(['serve', '--port', '0'], {
      DATABASE_URL: 'postgres://daybook:secret@127.0.0.1:9/diary',
    });
    while (run.stderr === '') await once(run.child.stderr as NodeJS.ReadableStream, 'data');
    expect(run.stderr).toBe('Waiting for the database of DATABASE_URL at 127.0.0.1:9/diary …\n');
    expect(run.child.exitCode).toBeNull();
    run.child.kill('SIGKILL');
    await run.ended;
  });
});

describe('a file that cannot be used', () => {
  it('is named in a sentence when a bundle is a folder', async () => {
    const ended = await program.run(['audit', 'verify', '--bundle', program.folder]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/ cannot be read: EISDIR.*\.\n$/);
  });

  it('is named in a sentence when the output goes to a full disk', async () => {
    // Linux alone has a device that is always full.
    if (process.platform !== 'linux') return;
    const dataDir = `${program.folder}/empty`;
    const output = openSync('/dev/full', 'w');
    for (const args of [['token', 'list'], ['doctor'], ['--help']]) {
      const where = args[0] === '--help' ? [] : ['--data-dir', dataDir];
      const run = program.start([...args, ...where], {}, output);
      const ended = await run.ended;
      expect([args, ended.code]).toEqual([args, 1]);
      expect(ended.stderr).toMatch(/^The output cannot be written \(ENOSPC.*\.\n$/);
    }
    closeSync(output);
    expect(readdirSync(`${dataDir}/holds`)).toEqual([]);
  });
});
