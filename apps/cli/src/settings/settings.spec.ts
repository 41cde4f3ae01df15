import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programRoot } from '../program-root.js';
import type { Setting } from './setting.js';
import { SETTINGS } from './settings.js';

/** The cells of the rows of README's table of settings, without the marks around them. */
function tableOfReadme(): string[][] {
  const text = readFileSync(join(programRoot(), 'README.md'), 'utf8');
  const lines = text.split('\n');
  const heading = lines.findIndex((line) => /^\| variable +\| flag +\| default +\| meaning +\|$/.test(line));
  const rows = lines.slice(heading + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')),
  );
}

describe('the settings', () => {
  it('are in the README as they are here: each with its variable, flag, default and meaning', () => {
    const settings = Object.values(SETTINGS) as Setting<unknown>[];
    const listed = settings.map(({ env, flag, presetText, meaning }) => [
      env,
      flag ?? '',
      presetText,
      meaning,
    ]);
    expect(tableOfReadme()).toEqual(listed);
  });

  it('have a variable of their own each, and a default that can be written down', () => {
    const settings = Object.values(SETTINGS);
    expect(new Set(settings.map(({ env }) => env)).size).toBe(settings.length);
    expect(settings.every(({ presetText, meaning }) => presetText !== '' && meaning !== '')).toBe(true);
  });
});
