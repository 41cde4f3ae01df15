import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { birthOf, isRunning } from './running-process.js';

const LEAVING = '.leaving';
const POLL_MS = 50;

/**
 * One user of a data folder's PostgreSQL. Servers and commands share it, so whoever lets go last stops it. A hold
 * is a file named after its process; files of processes that are gone count for nothing.
 *
 * To leave is announced before the others are counted, and to arrive is written down before leavers are looked
 * for: of two processes that meet, one always sees the other, so nobody adopts a server that is about to stop.
 */
export class ServerHold {
  readonly #folder: string;
  readonly #file: string;
  #releasing: Promise<void> | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
    // Everything that others must know is in the name: a file is there with its name, but without its content, at once.
    this.#file = join(folder, `${process.pid}-${birthOf(process.pid)}-${randomUUID()}`);
  }

  /** Takes a hold, after anybody who is just stopping the server has done so. */
  static async take(dataDir: string): Promise<ServerHold> {
    const hold = new ServerHold(join(dataDir, 'holds'));
    mkdirSync(hold.#folder, { recursive: true, mode: 0o700 });
    writeFileSync(hold.#file, '');
    while (hold.#others().some((name) => name.endsWith(LEAVING))) await sleep(POLL_MS);
    return hold;
  }

  /** Lets go, once; `stopServer` runs when nobody else holds on. A second call waits for the first. */
  release(stopServer: () => Promise<void>): Promise<void> {
    return (this.#releasing ??= this.#letGo(stopServer));
  }

  async #letGo(stopServer: () => Promise<void>): Promise<void> {
    const leaving = this.#file + LEAVING;
    renameSync(this.#file, leaving);
    try {
      if (this.#others().every((name) => name.endsWith(LEAVING))) await stopServer();
    } finally {
      rmSync(leaving, { force: true });
    }
  }

  #others(): readonly string[] {
    const names = readdirSync(this.#folder).filter(
      (name) => name.replace(LEAVING, '') !== basename(this.#file),
    );
    return names.filter((name) => {
      if (isHeld(name)) return true;
      rmSync(join(this.#folder, name), { force: true });
      return false;
    });
  }
}

function isHeld(name: string): boolean {
  const [pid, birth] = name.split('-', 2);
  return isRunning(Number(pid)) && birthOf(Number(pid)) === birth;
}
