import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine, shellWord } from './command-line.js';
import { programRoot } from './program-root.js';

describe('a command to paste', () => {
  const root = programRoot();
  const program = join(root, 'dist', 'server', 'cli.js');
  const { PATH: path = '' } = process.env;
  const folder = process.cwd();
  let bin: string;

  beforeEach(() => {
    bin = mkdtempSync(join(tmpdir(), 'daybook-bin-'));
    process.env['PATH'] = `${bin}:${path}`;
  });
  afterEach(() => {
    process.env['PATH'] = path;
    process.chdir(folder);
    rmSync(bin, { recursive: true, force: true });
  });

  it('goes through npm in a checkout', () => {
    process.chdir(root);
    expect(commandLine('token list')).toBe('npm run --silent daybook -- token list');
  });

  it('names the program by its path in another folder, also where another program has its name', () => {
    writeFileSync(join(bin, 'daybook'), '#!/bin/sh\n', { mode: 0o755 });
    process.chdir(tmpdir());
    expect(commandLine('token list')).toBe(`node ${program} token list`);
  });

  it('is short where the shell finds this very program', () => {
    symlinkSync(program, join(bin, 'daybook'));
    process.chdir(tmpdir());
    expect(commandLine('token list')).toBe('daybook token list');
  });

  it('keeps a word together that a shell would take apart', () => {
    expect(['/srv/daybook', "Robin's data"].map(shellWord)).toEqual(['/srv/daybook', "'Robin'\\''s data'"]);
  });
});
