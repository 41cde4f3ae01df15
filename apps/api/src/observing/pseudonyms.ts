import { createHmac } from 'node:crypto';

/** 64 bits tell every subject of an installation apart and are short enough to search a log for. */
const LENGTH = 16;

/**
 * Names a subject or device in log lines without saying who it is: only who holds the installation's key can go
 * from an id to its lines, and nobody from a line to an id.
 */
export class Pseudonyms {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  of(kind: 'subject' | 'device', id: string | null | undefined): string | undefined {
    if (id == null) return undefined;
    return createHmac('sha256', this.#key).update(`${kind}|${id}`).digest('hex').slice(0, LENGTH);
  }
}
