import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { mutationIdFrom } from '@daybook/domain';
import { ServerClock } from '../server/server-clock.js';

/** The 12 bits behind the version nibble hold the counter; what would overflow borrows the next millisecond. */
const COUNTER_LIMIT = 4_096;

/**
 * Makes mutation ids for bodies that bring none: here, and nowhere else, the order of arrival decides. Each id is
 * greater than the one before, also within a millisecond and when the clock is set back.
 */
@Injectable()
export class ArrivalIds {
  readonly #clock: ServerClock;
  #timeMs = 0;
  #counter = 0;

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  /** The time of the newest id, Unix milliseconds; ahead of a clock that was set back since. */
  get timeMs(): number {
    return this.#timeMs;
  }

  next(): string {
    const now = this.#clock.now();
    if (now > this.#timeMs) {
      this.#timeMs = now;
      this.#counter = 0;
    } else if (++this.#counter === COUNTER_LIMIT) {
      this.#timeMs += 1;
      this.#counter = 0;
    }
    const bytes = randomBytes(10);
    bytes.writeUInt16BE(this.#counter, 0);
    return mutationIdFrom(this.#timeMs, bytes);
  }
}
