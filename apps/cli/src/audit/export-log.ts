import { once } from 'node:events';
import { open, type FileHandle } from 'node:fs/promises';
import type { AuditEvent } from '@daybook/contract';
import { ReadAuditEvents } from '@daybook/projections';
import type { QueryBus } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { EXIT, type ExitCode } from '../exit-code.js';
import { counted, grouped } from '../terminal/numbers.js';
import { Progress } from '../terminal/progress.js';
import type { Output, Terminal } from '../terminal/terminal.js';
import { knownSubject } from '../tokens/subjects.js';
import { UsageError } from '../usage-error.js';
import { withQueries } from './query-bus.js';

/** Some 1.5 MB of lines at once. */
const EVENTS_PER_PAGE = 2_000;

const READ_HEAD = `select version, encode(head_hash, 'hex') as hash from user_streams where user_id = $1`;

interface Head {
  readonly version: number;
  readonly hash: string | null;
}

export interface ExportOrder {
  readonly subject: string;
  /** `null` for standard output. */
  readonly out: string | null;
}

/**
 * Writes a subject's log, from its first event to the head of this moment, as CloudEvents 1.0, one a line: the lines
 * of the audit route. The first line also names that head (`headversion`, `headhash`), so that a verifier sees
 * whether the end was cut off.
 */
export async function exportLog(
  terminal: Terminal,
  pool: Pool,
  { subject, out }: ExportOrder,
): Promise<ExitCode> {
  const userId = await knownSubject(pool, subject);
  const { rows } = await pool.query<Head>(READ_HEAD, [userId]);
  const head = rows[0] ?? { version: 0, hash: null };
  const progress = new Progress(terminal.stderr, 'exporting');
  const file = out === null ? null : await openOut(out);
  try {
    await withQueries(pool, async (queries) => {
      for await (const events of pagesUpTo(queries, userId, head)) {
        await write(file ?? terminal.stdout, events);
        const done = events.at(-1)?.streamversion ?? 0;
        progress.report({ done, total: head.version, note: counted(done, 'event') });
      }
    });
  } finally {
    progress.stop();
    await file?.close();
  }
  const where = out === null ? '' : ` to ${out}`;
  terminal.note(
    `Exported ${counted(head.version, 'event')}${where}. Head: version ${grouped(head.version)}, hash ${head.hash ?? '(none)'}.`,
  );
  if (out !== null)
    terminal.answer({ subject: userId, file: out, events: head.version, headHash: head.hash });
  return EXIT.done;
}

/** `null`s of `headhash` never show: a log with an event has a hash. */
type ExportedEvent = AuditEvent & { readonly headversion?: number; readonly headhash?: string | null };

async function* pagesUpTo(
  queries: QueryBus,
  userId: string,
  head: Head,
): AsyncGenerator<readonly ExportedEvent[]> {
  let after: string | undefined;
  for (let hasMore = true; hasMore;) {
    const page = await queries.execute(new ReadAuditEvents({ userId, after, limit: EVENTS_PER_PAGE }));
    const events = page.items.filter(({ streamversion: version }) => version <= head.version);
    if (events.length > 0) yield events.map((event) => withHead(event, head));
    hasMore = page.hasMore && events.length === page.items.length;
    after = page.next;
  }
}

function withHead(event: AuditEvent, head: Head): ExportedEvent {
  if (event.streamversion !== 1) return event;
  return { ...event, headversion: head.version, headhash: head.hash };
}

async function openOut(path: string): Promise<FileHandle> {
  try {
    // Health data: nobody else on the machine shall read it.
    return await open(path, 'w', 0o600);
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${(error as Error).message}.`);
  }
}

async function write(target: FileHandle | Output, events: readonly ExportedEvent[]): Promise<void> {
  const text = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  if ('appendFile' in target) await target.appendFile(text);
  else if (target.write(text) === false) await once(target as NodeJS.WritableStream, 'drain');
}
