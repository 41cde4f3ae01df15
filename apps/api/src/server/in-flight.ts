import type { ServerResponse } from 'node:http';
import { WRITE_STALL_MS } from './server-limits.js';

/** Often enough that a stalled client is cut within a sixth of the limit, rarely enough to cost nothing. */
const LOOK_MS = 5_000;

interface Progress {
  taken: number;
  at: number;
}

/** The answers that are not out yet: what a stop waits for, and where clients that take nothing are found. */
export class InFlight {
  readonly #responses = new Map<ServerResponse, Progress>();
  #looking: NodeJS.Timeout | undefined;
  #settled: (() => void) | undefined;

  get size(): number {
    return this.#responses.size;
  }

  add(response: ServerResponse): void {
    this.#responses.set(response, { taken: takenBy(response), at: performance.now() });
    this.#looking ??= setInterval(() => {
      this.#cutStalled();
    }, LOOK_MS).unref();
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

  /** A response that has something to send and whose client took nothing of it for 30 s loses its connection. */
  #cutStalled(): void {
    const now = performance.now();
    for (const [response, progress] of this.#responses) {
      const taken = takenBy(response);
      if (response.writableLength === 0 || taken !== progress.taken)
        Object.assign(progress, { taken, at: now });
      else if (now - progress.at >= WRITE_STALL_MS) response.destroy();
    }
  }
}

/** Bytes that have left this process for the client. */
function takenBy({ socket }: ServerResponse): number {
  return socket ? socket.bytesWritten - socket.writableLength : 0;
}
