import { useEffect, useMemo, useState } from 'react';
import type { WireMetricType } from '@daybook/contract';
import type { ClientPhase, SyncClient } from '@daybook/sync-client';
import { keptCatalogue, loadCatalogue, withOwn, type Catalogue } from './catalogue.js';

/** From these the way to `live` leads over a server that has not gone away. */
const HERE: ReadonlySet<ClientPhase> = new Set(['starting', 'copying', 'catching_up', 'live']);

/** A request that failed while the sync is live is made again after this long: no word of the sync would remind of it. */
const RETRY_MS = 3_000;

/** Every metric that the subject can have, live; and whether the server was asked and has answered, or cannot. */
export function useCatalogue(client: SyncClient | null): [Catalogue, boolean] {
  const [said, isAsked] = useSaidCatalogue(client);
  const own = useOwnMetrics(client);
  return [useMemo(() => withOwn(said, own), [said, own]), isAsked];
}

/**
 * What is kept, then what the server says. One request serves until the server was away: who comes back may be a newer
 * one, with more metrics.
 */
function useSaidCatalogue(client: SyncClient | null): [Catalogue, boolean] {
  const [catalogue, setCatalogue] = useState(keptCatalogue);
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (client === null) return;
    const abort = new AbortController();
    let request: 'due' | 'under_way' | 'answered' = 'due';
    let retry: ReturnType<typeof setTimeout> | undefined;
    const load = async (): Promise<void> => {
      if (request !== 'due') return;
      request = 'under_way';
      clearTimeout(retry);
      try {
        setCatalogue(await loadCatalogue(abort.signal));
        request = 'answered';
      } catch {
        // The kept one goes on.
        request = 'due';
      }
      if (abort.signal.aborted) return;
      setAsked(true);
      if (request === 'due' && client.status.phase === 'live')
        retry = setTimeout(() => void load(), RETRY_MS);
    };
    const unsubscribe = client.subscribe((event) => {
      if (event.type !== 'status') return;
      const { phase } = event.status;
      if (!HERE.has(phase) && request === 'answered') request = 'due';
      if (phase === 'live') void load();
    });
    void load();
    return () => {
      abort.abort();
      clearTimeout(retry);
      unsubscribe();
    };
  }, [client]);
  return [catalogue, isAsked];
}

const NONE: readonly WireMetricType[] = [];

/** What the subject defined. It comes with the sync, so that it needs no request. */
function useOwnMetrics(client: SyncClient | null): readonly WireMetricType[] {
  const [own, setOwn] = useState(NONE);
  useEffect(() => {
    if (client === null) return;
    let isOver = false;
    const read = (): void => {
      client.view.metricTypes().then(
        (metrics) => {
          if (!isOver) setOwn(metrics);
        },
        // A storage that does not answer is said by the days, which are read from it as well.
        () => undefined,
      );
    };
    const unsubscribe = client.subscribe((event) => {
      if (event.type === 'view' && event.days.includes('')) read();
    });
    read();
    return () => {
      isOver = true;
      unsubscribe();
    };
  }, [client]);
  return own;
}
