import { checkItem, type CheckedItem } from '@daybook/domain';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportedItem, ImportEnd, ImportStream, PassedOver } from '../src/import-event.js';

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'test', 'fixtures');

export function fixture(...names: readonly string[]): string {
  return join(FIXTURES, ...names);
}

export interface ReadFile {
  readonly items: readonly ImportedItem[];
  readonly passedOver: readonly PassedOver[];
  readonly end: ImportEnd;
  /** The most events that were handed over at once. */
  readonly largestPiece: number;
}

/** Reads a whole file into memory, as only a test may. */
export async function readAll(stream: ImportStream): Promise<ReadFile> {
  const items: ImportedItem[] = [];
  const passedOver: PassedOver[] = [];
  let largestPiece = 0;
  for (;;) {
    const step = await stream.next();
    if (step.done) return { items, passedOver, end: step.value, largestPiece };
    largestPiece = Math.max(largestPiece, step.value.length);
    for (const event of step.value) {
      if (event.kind === 'item') items.push(event);
      else passedOver.push(event);
    }
  }
}

/** `what: count` of everything passed over, added up over reasons. */
export function countsByKind(passedOver: readonly PassedOver[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { what, count } of passedOver) counts[what] = (counts[what] ?? 0) + count;
  return counts;
}

/** What the server's own check says of the items that it would refuse. */
export function refused(items: readonly ImportedItem[], nowMs: number): CheckedItem[] {
  return items
    .map(({ item }) => checkItem(item, nowMs, null))
    .filter(({ situation }) => situation !== 'sound');
}
