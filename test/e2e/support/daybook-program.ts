import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** How a command ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The exit code of a command and the JSON value that it answered. */
export interface Outcome<Value> {
  readonly code: number | null;
  readonly value: Value;
}

/** A server as a child process. */
export interface Serving {
  readonly url: string;
  /** The line that it answered when it was ready. */
  readonly ready: Readonly<Record<string, string>>;
  /** What it has said on standard error so far. */
  readonly stderr: () => string;
  /** How it ended, once it has. */
  readonly ended: Promise<Ended>;
  /** Ends it as an init system would, and returns the milliseconds that took. */
  stop(signal?: NodeJS.Signals): Promise<Ended & { readonly tookMs: number }>;
}

/** What of the environment a child gets beside what a spec gives it: nothing that configures Daybook. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG'];

/** The environment of a child to which a spec gives nothing of its own. */
export function inheritedVariables(): Record<string, string> {
  const inherited = INHERITED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(inherited);
}

const PROGRAM = resolve('dist/server/cli.js');

/** Builds the program if its sources are newer: these specs run what a user runs. */
export function buildProgram(): void {
  const { status, stderr } = spawnSync(process.execPath, ['build-if-stale.mjs', 'server'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the program cannot be built: ${stderr}`);
}

/** An empty folder for one spec file: no `.env`, no data. */
export function emptyFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'daybook-spec-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

export type Variables = Readonly<Record<string, string>>;

/** The program, run in a folder and an environment of its own. */
export class DaybookProgram {
  constructor(
    readonly folder: string,
    readonly variables: Variables,
  ) {}

  /** @param stdout an open file that takes the place of the pipe */
  start(args: readonly string[], variables: Variables = {}, stdout: 'pipe' | number = 'pipe'): Run {
    const env = { ...inheritedVariables(), ...this.variables, ...variables };
    return new Run(
      spawn(process.execPath, ['--enable-source-maps', PROGRAM, ...args], {
        cwd: this.folder,
        env,
        stdio: ['pipe', stdout, 'pipe'],
      }),
    );
  }

  run(args: readonly string[], variables: Variables = {}): Promise<Ended> {
    return this.start(args, variables).ended;
  }

  /** The one JSON value that a command answers, and how it ended. */
  async outcome<Value>(...args: readonly string[]): Promise<Outcome<Value>> {
    const { code, stdout, stderr } = await this.run([...args, '--json']);
    if (stdout === '')
      throw new Error(`daybook ${args.join(' ')} answered nothing (${String(code)}): ${stderr}`);
    return { code, value: JSON.parse(stdout) as Value };
  }

  /** The value of a command that has to end with 0. */
  async value<Value>(...args: readonly string[]): Promise<Value> {
    const { code, value } = await this.outcome<Value>(...args);
    if (code !== 0)
      throw new Error(`daybook ${args.join(' ')} ended with ${String(code)}: ${JSON.stringify(value)}`);
    return value;
  }

  async serve(args: readonly string[], variables: Variables = {}): Promise<Serving> {
    const run = this.start(['serve', '--json', ...args], variables);
    const line = await run.firstLine();
    const ready = JSON.parse(line) as Record<string, string>;
    return {
      url: ready['url'] ?? '',
      ready,
      stderr: () => run.stderr,
      ended: run.ended,
      stop: async (signal = 'SIGTERM') => {
        const begun = Date.now();
        run.child.kill(signal);
        return { ...(await run.ended), tookMs: Date.now() - begun };
      },
    };
  }
}

/** A child that runs. */
export class Run {
  readonly ended: Promise<Ended>;
  #stdout = '';
  #stderr = '';

  constructor(readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.ended = once(child, 'close').then(([code]) => ({
      code: code as number | null,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  /** What it has said on standard output so far. */
  get stdout(): string {
    return this.#stdout;
  }

  /** What it has said on standard error so far. */
  get stderr(): string {
    return this.#stderr;
  }

  /** The first whole line on standard output. */
  async firstLine(): Promise<string> {
    for (;;) {
      const end = this.#stdout.indexOf('\n');
      if (end >= 0) return this.#stdout.slice(0, end);
      const over = await Promise.race([once(this.child.stdout as NodeJS.ReadableStream, 'data'), this.ended]);
      if (!Array.isArray(over)) throw new Error(`it ended with ${String(over.code)}: ${over.stderr}`);
    }
  }
}
