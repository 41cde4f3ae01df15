import { useCallback, useEffect, useState } from 'react';
import { ApiProblem } from './api-problem.js';

export type Loaded<Value> =
  /** `isFirst`: nothing was answered yet, not even that there is no answer. */
  | { readonly state: 'loading'; readonly value: Value | undefined; readonly isFirst: boolean }
  | { readonly state: 'ready'; readonly value: Value }
  | { readonly state: 'failed'; readonly problem: ApiProblem; readonly value: Value | undefined };

/**
 * What a request brings. While it is repeated, because `load` changed or by hand, the value before stays, so that
 * nothing on the page jumps. `load` must keep its identity for as long as it asks the same; it is `null` until there is
 * something to ask.
 */
export function useLoaded<Value>(
  load: ((signal: AbortSignal) => Promise<Value>) | null,
): [Loaded<Value>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading', value: undefined, isFirst: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (load === null) return;
    const abort = new AbortController();
    setLoaded((before) => ({
      state: 'loading',
      value: before.value,
      isFirst: before.state === 'loading' && before.isFirst,
    }));
    load(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setLoaded({ state: 'ready', value });
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const problem = error instanceof ApiProblem ? error : new ApiProblem(null);
        setLoaded(({ value }) => ({ state: 'failed', problem, value }));
      },
    );
    return () => {
      abort.abort();
    };
  }, [load, turn]);
  const again = useCallback(() => {
    setTurn((before) => before + 1);
  }, []);
  return [loaded, again];
}
