import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PROGRAM_NAME } from '@daybook/contract';
import { programRoot } from './program-root.js';

/**
 * A command as it can be pasted where this process was started: under the program's name where the shell finds it,
 * through npm in the folder of a checkout, by its path anywhere else.
 *
 * @param words the command and its options, such as `token list`
 */
export function commandLine(words: string): string {
  return `${prefix()} ${words}`;
}

/** A word of a command line, in quotes if a shell would take it apart. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function prefix(): string {
  const root = programRoot();
  const program = join(root, 'dist', 'server', 'cli.js');
  if (isOnPath(program)) return PROGRAM_NAME.installed;
  const isCheckout = existsSync(join(root, 'build-if-stale.mjs'));
  if (isCheckout && process.cwd() === root) return PROGRAM_NAME.checkout;
  return `node ${shellWord(program)}`;
}

/** Another program of that name does not count. */
function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      return realpathSync(join(folder, PROGRAM_NAME.installed)) === realpathSync(program);
    } catch {
      return false;
    }
  });
}
