import { setTimeout as sleep } from 'node:timers/promises';

/** Who uses a server is told what happens to it. */
export interface ServerNews {
  /** It has ended by itself and is being started again. */
  readonly ended: () => void;
  /** It answers again, at the same address. */
  readonly back: () => void;
  /** It does not come back, and nothing more is tried. The message is a sentence. */
  readonly lost: (error: Error) => void;
}

/** A server as far as this needs to know it. */
export interface KeptServer {
  readonly isUp: () => Promise<boolean>;
  readonly startAgain: () => Promise<void>;
}

/** A look costs a small file and a signal. */
const LOOK_MS = 500;
/** What ends so often within this time is not mended by starting it. */
const MOST_STARTS = 3;
const WINDOW_MS = 60_000;

/**
 * Looks after a running server and starts it again when it has ended.
 *
 * @returns a function that ends this, after a start that is under way
 */
export function keepRunning(server: KeptServer, news: ServerNews): () => Promise<void> {
  const end = new AbortController();
  const watching = watch(server, news, end.signal).catch((error: unknown) => {
    if (!end.signal.aborted) news.lost(error instanceof Error ? error : new Error(String(error)));
  });
  return () => {
    end.abort();
    return watching;
  };
}

async function watch({ isUp, startAgain }: KeptServer, news: ServerNews, end: AbortSignal): Promise<void> {
  let starts: number[] = [];
  for (;;) {
    await sleep(LOOK_MS, undefined, { signal: end });
    if ((await isUp()) || end.aborted) continue;
    starts = starts.filter((at) => performance.now() - at < WINDOW_MS);
    if (starts.length >= MOST_STARTS) {
      throw new Error(`PostgreSQL has ended ${MOST_STARTS + 1} times within a minute; see its log.`);
    }
    starts.push(performance.now());
    news.ended();
    await startAgain();
    news.back();
  }
}
