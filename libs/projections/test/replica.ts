import type { Change } from '@daybook/contract';
import type { ChangesSlice, ChangesWanted } from '../src/changes/read-changes.query.js';
import { ReadChanges } from '../src/changes/read-changes.query.js';
import { readSnapshot } from '../src/snapshot/snapshot-reader.js';
import type { Daybook } from './daybook.js';

interface Held {
  readonly revision: number;
  readonly data: unknown;
}

/** What a cursor keeps; `floor` is that of the moment in which it began at the beginning. */
interface Place {
  readonly epoch: string;
  readonly seq: number;
  readonly floor: number;
}

/** A client's copy, kept by the rules of the contract: put what is newer, delete, move the cursor, resync on 410. */
export class Replica {
  readonly held = new Map<string, Held>();
  #place: Place | undefined;
  resyncs = 0;

  constructor(
    private readonly daybook: Daybook,
    private readonly userId: string,
    private readonly filter: Partial<ChangesWanted> = {},
  ) {}

  /** One page; whether more may wait behind it. */
  async pull(limit: number): Promise<boolean> {
    const fromSeq = this.#place?.seq ?? 0;
    const wanted = { entities: null, withoutBodiesOf: null, latest: false, ...this.filter, fromSeq, limit };
    const page = await this.daybook.ask(new ReadChanges(this.userId, wanted));
    const place = this.#place ?? { epoch: page.epoch, seq: 0, floor: page.floor };
    if (isExpired(place, page)) {
      await this.resync();
      return true;
    }
    for (const change of JSON.parse(page.changesJson) as Change[]) this.#apply(change);
    this.#place = { ...place, seq: page.lastSeq };
    return page.hasMore;
  }

  async pullAll(limit: number): Promise<void> {
    while (await this.pull(limit));
  }

  /** Throws the copy away and takes a snapshot. */
  async resync(): Promise<void> {
    this.resyncs++;
    this.held.clear();
    let head: { seq: number } | undefined;
    for (const line of await snapshotLines(this.daybook, this.userId)) {
      if ('cursor' in line) head = line as unknown as { seq: number };
      else if ('data' in line) this.#put(line as unknown as Change);
    }
    const page = await this.daybook.ask(
      new ReadChanges(this.userId, {
        fromSeq: head?.seq ?? 0,
        limit: 1,
        entities: null,
        withoutBodiesOf: null,
        latest: false,
      }),
    );
    this.#place = { epoch: page.epoch, seq: head?.seq ?? 0, floor: 0 };
  }

  #apply(change: Change): void {
    const held = this.held.get(`${change.entity}/${change.id}`);
    if (held && held.revision >= change.revision) return;
    if (change.op === 'upsert') this.#put(change);
    else this.held.delete(`${change.entity}/${change.id}`);
  }

  #put({ entity, id, revision, data }: Change): void {
    const { entities } = this.filter;
    if (entities && !entities.includes(entity)) return;
    this.held.set(`${entity}/${id}`, { revision, data });
  }
}

function isExpired(place: Place, page: ChangesSlice): boolean {
  if (place.epoch !== page.epoch || place.seq > page.headSeq) return true;
  return place.seq < page.floor && place.floor < page.floor;
}

export async function snapshotLines(daybook: Daybook, userId: string): Promise<Record<string, unknown>[]> {
  let text = '';
  for await (const piece of readSnapshot(daybook.pool, userId, { entities: null, after: null }))
    text += piece;
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** What the server holds, in the form of a replica's copy. */
export async function serverState(
  daybook: Daybook,
  userId: string,
  entities: readonly string[] | null = null,
): Promise<Map<string, Held>> {
  const held = new Map<string, Held>();
  for (const line of await snapshotLines(daybook, userId)) {
    const { entity, id, revision, data } = line as {
      entity?: string;
      id: string;
      revision: number;
      data: unknown;
    };
    if (entity !== undefined && (!entities || entities.includes(entity)))
      held.set(`${entity}/${id}`, { revision, data });
  }
  return held;
}
