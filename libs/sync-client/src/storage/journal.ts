import { createHash } from 'node:crypto';
import { open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RowTable, type StorageStep } from './row-table.js';

/** Below this a journal is not worth rewriting, however much of it is history: it loads in some 50 ms. */
const REWRITE_FROM_BYTES = 4_194_304;

/** A journal is rewritten when it has grown to this many times what it was when it held nothing superfluous. */
const REWRITE_FACTOR = 4;

/** Steps in a line of a rewritten journal: some 100 kB of text at a time. */
const REWRITE_STEPS = 200;

const CHECK_LENGTH = 16;
const LINE_END = 0x0a;

/**
 * An append-only file of transactions: each is one line, a checksum and the JSON of its steps, and flushed to disk
 * before `append` returns. When most of it is history it is written anew beside, and put in its place.
 */
export class Journal {
  readonly table: RowTable;
  readonly #path: string;
  readonly #rewriteFrom: number;
  #file: FileHandle;
  #size: number;
  #rewriteAt: number;
  /** Why nothing can be added any more: behind half a line everything would be lost. */
  #damage: Error | undefined;

  private constructor(path: string, rewriteFrom: number, file: FileHandle, loaded: LoadedJournal) {
    this.#path = path;
    this.#rewriteFrom = rewriteFrom;
    this.#file = file;
    this.#size = loaded.soundBytes;
    this.table = loaded.table;
    this.#rewriteAt = this.#nextRewrite(loaded.neededBytes);
  }

  /** @throws Error if a line in the middle is damaged: what follows it must not be dropped in silence. */
  static async open(path: string, rewriteFrom = REWRITE_FROM_BYTES): Promise<Journal> {
    const loaded = await load(path);
    const file = await open(path, 'a');
    await file.truncate(loaded.soundBytes);
    await file.sync();
    await syncFolder(path);
    return new Journal(path, rewriteFrom, file, loaded);
  }

  async append(steps: readonly StorageStep[]): Promise<void> {
    if (this.#damage) throw this.#damage;
    const line = lineOf(steps);
    try {
      await this.#file.appendFile(line);
      await this.#file.datasync();
    } catch (error) {
      // What was written of the line must not stay: the transaction is taken back, and another line follows.
      await this.#file.truncate(this.#size).catch((damage: unknown) => {
        this.#damage = damage as Error;
      });
      throw error;
    }
    this.#size += line.length;
    if (this.#size >= this.#rewriteAt) await this.#rewrite();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #nextRewrite(neededBytes: number): number {
    return Math.max(this.#rewriteFrom, neededBytes * REWRITE_FACTOR);
  }

  /** The line that led here is safe already, so a rewrite that fails (a full disk) is only put off. */
  async #rewrite(): Promise<void> {
    const draftPath = `${this.#path}.new`;
    const old = this.#file;
    const draft = await open(draftPath, 'a').catch(() => undefined);
    try {
      if (draft) {
        await draft.truncate();
        const size = await writeAll(draft, this.table);
        await rename(draftPath, this.#path);
        // The same handle goes on: opening the file again could fail after the old journal is gone.
        this.#file = draft;
        this.#size = size;
        await syncFolder(this.#path);
        await old.close();
      }
    } catch {
      if (this.#file === old) await draft?.close();
    }
    this.#rewriteAt = this.#nextRewrite(this.#size);
  }
}

interface LoadedJournal {
  readonly table: RowTable;
  /** Where the line that a crash cut short begins, or the end of the file. */
  readonly soundBytes: number;
  /** About how many of them it would take without history. */
  readonly neededBytes: number;
}

async function load(path: string): Promise<LoadedJournal> {
  const bytes: Uint8Array = await readFile(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Uint8Array();
    throw error;
  });
  const text = new TextDecoder();
  const table = new RowTable();
  let steps = 0;
  for (let at = 0; ;) {
    const end = bytes.indexOf(LINE_END, at);
    const line = text.decode(bytes.subarray(at, Math.max(end, at)));
    const json = line.slice(CHECK_LENGTH + 1);
    if (end < 0 || line.slice(0, CHECK_LENGTH) !== checkOf(json)) {
      if (end >= 0 && end < bytes.length - 1) throw new Error(`${path} is damaged at byte ${at}`);
      const needed = table.rows().length + table.mutations().length;
      return { table, soundBytes: at, neededBytes: (at * needed) / Math.max(1, steps) };
    }
    for (const step of JSON.parse(json) as StorageStep[]) {
      table.apply(step);
      steps++;
    }
    at = end + 1;
  }
}

async function writeAll(file: FileHandle, table: RowTable): Promise<number> {
  const steps: StorageStep[] = [
    ...(table.meta ? [{ do: 'meta', meta: table.meta } as const] : []),
    ...table.rows().map((row) => ({ do: 'row', row }) as const),
    ...table.mutations().map((mutation) => ({ do: 'mutation', mutation }) as const),
  ];
  let size = 0;
  for (let at = 0; at < steps.length; at += REWRITE_STEPS) {
    const line = lineOf(steps.slice(at, at + REWRITE_STEPS));
    await file.appendFile(line);
    size += line.length;
  }
  await file.sync();
  return size;
}

function lineOf(steps: readonly StorageStep[]): Uint8Array {
  const json = JSON.stringify(steps);
  return new TextEncoder().encode(`${checkOf(json)} ${json}\n`);
}

function checkOf(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, CHECK_LENGTH);
}

/** A new or renamed file is only found again after a crash if its folder was flushed, too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
