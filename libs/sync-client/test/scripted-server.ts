import {
  decodeCursor,
  encodeCursor,
  PROBLEMS,
  type BatchItem,
  type Change,
  type ChangesPage,
  type Entity,
  type Problem,
  type SnapshotRow,
  type SyncStatus,
  type WireVerdict,
} from '@daybook/contract';
import { EMPTY_DIGEST } from '@daybook/domain';
import type { FakeDevice } from './fake-environment.js';

export const ANNA = '0197f0c4-0000-7000-8000-00000000a11a';
export const EPOCH = '11111111-1111-4111-8111-111111111111';

type Handler = (request: Request) => Promise<Response> | Response;

export function json(value: unknown, headers: Record<string, string> = {}, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

export function problem(
  status: number,
  code: string,
  extra: Partial<Problem> & { action?: unknown } = {},
): Response {
  const { retryAfter } = extra;
  const { retryable } = (PROBLEMS as Record<string, Pick<Problem, 'retryable'> | undefined>)[code] ?? {};
  const facts = { title: code, status, detail: code, code, retryable };
  const body = { type: `urn:daybook:problem:${code}`, ...facts, ...extra };
  const wait = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return json(body, { 'content-type': 'application/problem+json', ...wait }, status);
}

/** A live stream that the test feeds. */
export class ScriptedStream {
  readonly response: Response;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor() {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    this.response = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  say(text: string): void {
    this.#controller?.enqueue(new TextEncoder().encode(text));
  }

  page(page: ChangesPage): void {
    this.say(`event: changes\nid: ${page.nextCursor}\ndata: ${JSON.stringify(page)}\n\n`);
  }

  end(): void {
    this.#controller?.close();
  }
}

/**
 * Answers at the edge of the network, as a test scripts them. Without a script it is the server of a subject who has
 * nothing, and it accepts every mutation. It holds no rule of the domain: what the real server does with the client
 * is the business of the simulation.
 */
export class ScriptedServer {
  epoch = EPOCH;
  seq = 0;
  digests: SyncStatus['digests'] = {};
  changes: Change[] = [];
  snapshot: SnapshotRow[] = [];
  readonly batches: BatchItem[][] = [];
  readonly streams: ScriptedStream[] = [];
  /** How far the server's clock is ahead of the device's. */
  aheadMs = 0;
  readonly #device: FakeDevice;
  readonly #scripts = new Map<string, Handler>();

  constructor(device: FakeDevice) {
    this.#device = device;
    device.answer = this.answer;
  }

  /** Answers a path in another way, until `heal`. */
  script(path: string, handler: Handler): void {
    this.#scripts.set(path, handler);
  }

  heal(path?: string): void {
    if (path === undefined) this.#scripts.clear();
    else this.#scripts.delete(path);
  }

  cursor(seq = this.seq, entities: readonly Entity[] | null = null): string {
    return encodeCursor({ userId: ANNA, epoch: this.epoch, seq, entities, floor: 0 });
  }

  nowMs(): number {
    return this.#device.wallMs + this.aheadMs;
  }

  /** A day of steps as a change of the feed, at the next position. */
  daySteps(date: string, value: number, revision = this.seq + 1): Change {
    this.seq++;
    const id = `${date}/steps`;
    const figures = { value, count: 1, min: value, max: value, avg: value, last: value };
    const who = { winner: { source: 'healthkit' }, sources: ['healthkit'], overridden: [] };
    const at = new Date(this.nowMs()).toISOString();
    const data = { id, date, type: 'steps', unit: 'count', ...figures, ...who, revision, updatedAt: at };
    const change: Change = {
      seq: this.seq,
      entity: 'daily_aggregate',
      op: 'upsert',
      id,
      revision,
      data,
      at,
      origin: null,
    };
    this.changes.push(change);
    return change;
  }

  page(fromSeq: number): ChangesPage {
    const changes = this.changes.filter(({ seq }) => seq > fromSeq);
    return { changes, nextCursor: this.cursor(), seq: this.seq, hasMore: false, remaining: 0 };
  }

  accept(items: readonly BatchItem[]): Response {
    const verdicts = items.map((item, index): WireVerdict => {
      const record = { measurementId: item.id, revision: 1, state: 'live', mutationId: item.id } as const;
      return { index, id: item.id, status: 'created', ...record };
    });
    return this.verdicts(verdicts);
  }

  verdicts(items: readonly WireVerdict[]): Response {
    return json({ counts: {}, items, cursor: this.cursor(), seq: this.seq }, this.#date());
  }

  readonly answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    // The subject in the path is checked as the server does: another one does not exist.
    const [, subject, path = ''] = /^\/api\/(?:subjects\/([^/]+)\/)?(.*)$/.exec(url.pathname) ?? [];
    if (subject !== undefined && subject !== ANNA) return problem(404, 'not_found');
    const script = this.#scripts.get(path);
    if (script) return script(request);
    const from = url.searchParams.get('cursor');
    switch (path) {
      case 'sync/status':
        return json(this.status(from), this.#date());
      case 'snapshot':
        return this.#snapshot();
      case 'changes':
        // A long poll without news waits for ever, as far as a test is concerned.
        if (url.searchParams.has('wait')) return new Promise<Response>(() => undefined);
        return json(this.page(seqOf(from)), this.#date());
      case 'changes/stream':
        return this.#stream();
      case 'measurements/batch': {
        const { items } = (await request.json()) as { items: BatchItem[] };
        this.batches.push(items);
        return this.accept(items);
      }
      default:
        return problem(404, 'not_found');
    }
  };

  status(from: string | null): SyncStatus {
    const behind = this.seq - seqOf(from);
    const standing = from === null || behind === 0 ? 'in_sync' : 'behind';
    const counts = { entities: {}, types: {} };
    const lastWriteAt = { devices: {}, sources: {} };
    return {
      serverTime: new Date(this.nowMs()).toISOString(),
      cursor: this.cursor(),
      seq: this.seq,
      oldestSeq: null,
      behind,
      counts,
      lastWriteAt,
      digest: EMPTY_DIGEST,
      digests: this.digests,
      status: standing,
      recommendations: [],
    };
  }

  #snapshot(): Response {
    const head = { cursor: this.cursor(), seq: this.seq, total: this.snapshot.length };
    const lines = [head, ...this.snapshot, { end: true, count: this.snapshot.length }];
    return new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
      headers: { 'content-type': 'application/x-ndjson' },
    });
  }

  #stream(): Response {
    const stream = new ScriptedStream();
    this.streams.push(stream);
    stream.say(': heartbeat\n\n');
    return stream.response;
  }

  #date(): Record<string, string> {
    return { date: new Date(this.nowMs()).toUTCString() };
  }
}

function seqOf(cursor: string | null): number {
  return cursor === null ? 0 : (decodeCursor(cursor)?.seq ?? 0);
}
