import type { PassedOver } from './import-event.js';
import { ownCopy } from './own-copy.js';

/** Kinds are named by the file. A file that names a new one in every line must not fill the memory. */
const KINDS_KEPT = 2_000;

interface Counted {
  readonly what: string;
  readonly reason: string;
  readonly line: number;
  readonly unreadable: boolean;
  count: number;
}

/** Counts what becomes no item, by kind and reason, so that nothing is dropped in silence. */
export class PassedOverTally {
  private readonly counted = new Map<string, Counted>();

  /** @param why `unreadable` for what was measured and cannot be read; it must not pass for unimportant */
  add(what: string, reason: string, line: number, why: 'unwanted' | 'unreadable' = 'unwanted'): void {
    const unreadable = why === 'unreadable';
    const key = `${what}\n${reason}`;
    const known = this.counted.get(key);
    if (known) known.count += 1;
    else if (this.counted.size < KINDS_KEPT)
      this.counted.set(key, { what: ownCopy(what), reason, line, unreadable, count: 1 });
    else this.addUnnamed(reason, line, unreadable);
  }

  /** Everything counted, most frequent first. */
  events(): PassedOver[] {
    return [...this.counted.values()]
      .sort((a, b) => b.count - a.count)
      .map(({ unreadable, ...counted }) => ({
        kind: 'passed-over',
        ...counted,
        ...(unreadable && { unreadable }),
      }));
  }

  private addUnnamed(reason: string, line: number, unreadable: boolean): void {
    const key = `\n${reason}`;
    const known = this.counted.get(key);
    if (known) known.count += 1;
    else this.counted.set(key, { what: 'other kinds', reason, line, unreadable, count: 1 });
  }
}
