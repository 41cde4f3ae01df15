const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One press of Ctrl-C arrives twice under `npm start`: from the terminal, and forwarded by npm some milliseconds
 * later. Nobody presses twice on purpose before this has passed, also where a busy machine delays the copy.
 */
const ONE_PRESS_MS = 1_500;

/**
 * Calls back for the first signal to end, and for every one that comes at least 1.5 s later: who presses Ctrl-C again
 * does not want to wait. A terminal that closes (SIGHUP) ends as well, but is nobody's hurry, however often it says so.
 *
 * @returns a function that gives the signals back to the process
 */
export function onInterrupt(first: () => void, again: () => void): () => void {
  let firstAt: number | undefined;
  const listener = (signal: NodeJS.Signals) => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      first();
    } else if (signal !== 'SIGHUP' && performance.now() - firstAt >= ONE_PRESS_MS) again();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
