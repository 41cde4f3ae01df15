import { BATCH_MAX_ITEMS, BODY_MAX_BYTES } from '@daybook/contract';
import type { ImportedItem } from '@daybook/importing';

/** Items on their way, with the body that carries them. The body never changes: a retry sends the same ids. */
export interface Batch {
  readonly items: readonly ImportedItem[];
  readonly body: string;
}

const OPENING = '{"items":[';
const CLOSING = ']}';

/** Collects items into bodies of at most 500 items and 1 MiB. */
export class BatchPacker {
  #items: ImportedItem[] = [];
  #texts: string[] = [];
  #bytes = OPENING.length + CLOSING.length;

  /** Adds an item; returns the batch that it would have made too large. */
  add(item: ImportedItem): Batch | null {
    const text = JSON.stringify(item.item);
    const bytes = Buffer.byteLength(text) + 1;
    const full = this.#items.length === BATCH_MAX_ITEMS || this.#bytes + bytes > BODY_MAX_BYTES;
    const batch = full ? this.take() : null;
    this.#items.push(item);
    this.#texts.push(text);
    this.#bytes += bytes;
    return batch;
  }

  /** What has been collected; `null` if nothing has. */
  take(): Batch | null {
    if (this.#items.length === 0) return null;
    const batch = { items: this.#items, body: OPENING + this.#texts.join(',') + CLOSING };
    this.#items = [];
    this.#texts = [];
    this.#bytes = OPENING.length + CLOSING.length;
    return batch;
  }
}
