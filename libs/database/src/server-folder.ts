import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { parse } from 'node:path';
import { canEnter, type ServerAccount } from './server-account.js';

/** Where a child finds the folder that it was handed open, whatever lies above it. Linux only. */
const HANDED_FOLDER = '/proc/self/fd/3';

/** What PostgreSQL's programs need of the environment; the rest may hold secrets and PG* variables. */
const ENVIRONMENT = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

/** A program run for its effect. `args` gets the folder's path as the program sees it. */
export interface ServerProgram {
  readonly program: string;
  readonly args: (folder: string) => readonly string[];
  readonly input?: string;
}

/**
 * Runs PostgreSQL's programs on a folder under another account. When root's data lies below a folder that only root
 * may enter (/root is one), the folder is opened by root and handed over, so that nothing above it has to be opened
 * to others and nothing has to move.
 */
export class ServerFolder {
  readonly #visiblePath: string;

  constructor(
    readonly path: string,
    readonly account: ServerAccount | undefined,
  ) {
    const reachable = account === undefined || canEnter(account, path);
    if (!reachable && process.platform !== 'linux') {
      throw new Error(`The user that PostgreSQL runs as cannot enter ${path}: choose another --data-dir.`);
    }
    this.#visiblePath = reachable ? path : HANDED_FOLDER;
  }

  /** Runs a program to its end; fails with what it said when it fails. */
  async run({ program, args, input }: ServerProgram): Promise<void> {
    const child = this.#spawn(program, args, ['pipe', 'pipe', 'pipe']);
    let said = '';
    const listen = (chunk: Buffer) => (said += chunk.toString());
    child.stdout?.resume();
    child.stderr?.on('data', listen);
    // A program that ends early closes its input; its exit code tells more than the broken pipe.
    child.stdin?.on('error', () => undefined).end(input ?? '');
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (code !== 0)
      throw new Error(`${program} failed (${signal ?? `exit code ${String(code)}`}): ${said.trim()}`);
  }

  /** Starts a program that outlives this process; its output goes to the open file `log`. */
  start({ program, args }: ServerProgram, log: number): ChildProcess {
    const child = this.#spawn(program, args, ['ignore', log, log]);
    child.unref();
    return child;
  }

  #spawn(
    program: string,
    args: ServerProgram['args'],
    stdio: readonly ('ignore' | 'pipe' | number)[],
  ): ChildProcess {
    const handle = this.#visiblePath === HANDED_FOLDER ? openSync(this.path, 'r') : undefined;
    try {
      return spawn(program, args(this.#visiblePath), {
        ...this.account,
        cwd: parse(this.path).root,
        env: serverEnvironment(),
        // Its own process group: Ctrl-C in a terminal reaches Daybook, which stops the server when it has finished.
        detached: true,
        windowsHide: true,
        stdio: [...stdio, handle ?? 'ignore'],
      });
    } finally {
      if (handle !== undefined) closeSync(handle);
    }
  }
}

function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ENVIRONMENT.map((name) => [name, process.env[name]] as const);
  return { ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)), LC_ALL: 'C', TZ: 'UTC' };
}
