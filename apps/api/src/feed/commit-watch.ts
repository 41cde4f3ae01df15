import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Cursor } from '@daybook/contract';
import { CommitSignals } from '@daybook/event-log';
import { ReadHead } from '@daybook/projections';
import type { WideEvent } from '../observing/wide-event.js';

/** Hints may be lost, so the head is looked at this often: the longest that a change can stay unnoticed. */
const LOOK_MS = 1_000;

/** Waits for a subject's feed to grow. A hint wakes at once; the head itself is the truth. */
@Injectable()
export class CommitWatch {
  constructor(
    private readonly signals: CommitSignals,
    private readonly queries: QueryBus,
  ) {}

  /** Begins to collect hints: before the first look at the feed, so that none falls between look and wait. */
  open(userId: string): SubjectWatch {
    return new SubjectWatch(this.signals, userId, () => this.queries.execute(new ReadHead(userId)));
  }
}

export class SubjectWatch {
  readonly #readHead: () => Promise<{ readonly seq: number; readonly epoch: string }>;
  readonly #unsubscribe: () => void;
  #hinted = false;
  #wake: (() => void) | undefined;

  constructor(
    signals: CommitSignals,
    userId: string,
    readHead: () => Promise<{ seq: number; epoch: string }>,
  ) {
    this.#readHead = readHead;
    this.#unsubscribe = signals.subscribe(userId, () => {
      this.#hinted = true;
      this.#wake?.();
    });
  }

  /** Returns when the feed may have moved away from the position, after `ms`, or on abort. It promises no change. */
  async moved(from: Cursor, ms: number, abort: AbortSignal, wideEvent: WideEvent): Promise<void> {
    const deadline = performance.now() + ms;
    let still = true;
    while (still) {
      const leftMs = deadline - performance.now();
      if (leftMs > 0 && this.#isSilent(abort)) await this.#pause(Math.min(LOOK_MS, leftMs), abort);
      still = leftMs > 0 && this.#isSilent(abort) && (await this.#isStillAt(from, wideEvent));
    }
    this.#hinted = false;
  }

  close(): void {
    this.#unsubscribe();
    this.#wake?.();
  }

  #isSilent(abort: AbortSignal): boolean {
    return !this.#hinted && !abort.aborted;
  }

  async #isStillAt(from: Cursor, wideEvent: WideEvent): Promise<boolean> {
    const head = await wideEvent.reading(this.#readHead());
    return head.seq === from.seq && head.epoch === from.epoch;
  }

  #pause(ms: number, abort: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, Math.max(0, ms));
      const wake = (): void => {
        done();
      };
      function done(): void {
        clearTimeout(timer);
        abort.removeEventListener('abort', wake);
        resolve();
      }
      abort.addEventListener('abort', wake);
      this.#wake = wake;
    });
  }
}
