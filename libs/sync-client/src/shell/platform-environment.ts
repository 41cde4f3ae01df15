import type { Candidacy, Channel, Election, Environment, Signal } from './environment.js';

/** What Node or React Native may lack, though the types of browsers have it. */
const surroundings = globalThis as {
  readonly document?: Document;
  readonly navigator?: { readonly onLine?: boolean; readonly locks?: LockManager };
};

/** Browsers, React Native and Node: what a platform does not have is done without. */
export function platformEnvironment(): Environment {
  return {
    fetch: (url, init) => fetch(url, init),
    gzip: typeof CompressionStream === 'undefined' ? null : gzip,
    wallMs: () => Date.now(),
    steadyMs: () => performance.now(),
    random: () => crypto.getRandomValues(new Uint8Array(10)),
    chance: () => Math.random(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => {
        clearTimeout(timer);
      };
    },
    isOnline: () => surroundings.navigator?.onLine !== false,
    watch,
    openChannel,
    elect,
  };
}

function gzip(text: string): Promise<ArrayBuffer> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

/**
 * What the window hears, and what that tells. A page that comes out of the back/forward cache may not become visible
 * anew; that it does bubbles up from the document.
 */
const SIGNALS: readonly (readonly [string, Signal])[] = [
  ['online', 'online'],
  ['offline', 'offline'],
  ['pageshow', 'shown'],
  ['visibilitychange', 'shown'],
];

function watch(listener: (signal: Signal) => void): (() => void) | undefined {
  if (typeof addEventListener !== 'function') return undefined;
  const controller = new AbortController();
  const { signal } = controller;
  for (const [type, told] of SIGNALS) {
    const tell = (): void => {
      if (told !== 'shown' || surroundings.document?.visibilityState !== 'hidden') listener(told);
    };
    addEventListener(type, tell, { signal });
  }
  return () => {
    controller.abort();
  };
}

function openChannel(name: string, hear: (message: unknown) => void): Channel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<unknown>): void => {
    hear(data);
  };
  return channel;
}

/** Web Locks, where there are any; elsewhere every client leads, which costs requests and never correctness. */
function elect(name: string, { gained, lost }: Election): Candidacy | null {
  const locks = surroundings.navigator?.locks;
  if (!locks) {
    queueMicrotask(gained);
    return null;
  }
  let release: (() => void) | undefined;
  let resigned = false;
  const term = (): Promise<void> =>
    new Promise((resolve) => {
      if (resigned) {
        resolve();
        return;
      }
      release = resolve;
      gained();
    });
  const run = (options: LockOptions): void => {
    void locks.request(name, options, term).catch(() => {
      // Stolen: whoever leads now thought that this tab was gone. It queues up again.
      if (release === undefined || resigned) return;
      release = undefined;
      lost();
      run({});
    });
  };
  run({});
  return {
    steal: () => {
      if (release === undefined) run({ steal: true });
    },
    resign: () => {
      resigned = true;
      release?.();
    },
  };
}
