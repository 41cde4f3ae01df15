const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Calls back for the first signal to end, and for every later one: who presses Ctrl-C twice does not want to wait.
 *
 * @returns a function that gives the signals back to the process
 */
export function onInterrupt(first: () => void, again: () => void): () => void {
  let count = 0;
  const listener = () => {
    count += 1;
    if (count === 1) first();
    else again();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}
