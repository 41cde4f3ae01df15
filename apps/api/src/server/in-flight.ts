import type { ServerResponse } from 'node:http';
import { WRITE_STALL_MS } from './server-limits.js';

/** How many looks a stalled client gets: often enough to be punctual, rarely enough to cost nothing. */
const LOOKS = 6;

interface Progress {
  taken: number;
  at: number;
}

/** The answers that are not out yet: what a stop waits for, and where clients that take nothing are found. */
export class InFlight {
  readonly #responses = new Map<ServerResponse, Progress>();
  #looking: NodeJS.Timeout | undefined;
  #settled: (() => void) | undefined;
  readonly #stallMs: number;

  /** @param stallMs how long a client may take nothing of an answer that waits for it */
  constructor(stallMs: number = WRITE_STALL_MS) {
    this.#stallMs = stallMs;
  }

  get size(): number {
    return this.#responses.size;
  }

  add(response: ServerResponse): void {
    this.#responses.set(response, { taken: takenBy(response), at: performance.now() });
    this.#looking ??= setInterval(() => {
      this.#cutStalled();
    }, this.#stallMs / LOOKS).unref();
    response.once('close', () => {
      this.#responses.delete(response);
      if (this.#responses.size === 0) this.#settled?.();
    });
  }

  /** Resolves when nothing is in flight any more, at the latest after `ms`. */
  async settle(ms: number): Promise<void> {
    if (this.#responses.size === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#settled = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }

  close(): void {
    clearInterval(this.#looking);
  }

  /** A response that has something to send and whose client took nothing of it for too long loses its connection. */
  #cutStalled(): void {
    const now = performance.now();
    for (const [response, progress] of this.#responses) {
      const taken = takenBy(response);
      if (response.writableLength === 0 || taken !== progress.taken)
        Object.assign(progress, { taken, at: now });
      else if (now - progress.at >= this.#stallMs) response.destroy();
    }
  }
}

/** Bytes that have left this process for the client. */
function takenBy({ socket }: ServerResponse): number {
  return socket ? socket.bytesWritten - socket.writableLength : 0;
}
