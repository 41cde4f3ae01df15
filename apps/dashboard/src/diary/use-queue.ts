import { useEffect, useState } from 'react';
import type { QueueView } from '@daybook/sync-client';
import { useDiary } from './diary-context.js';

/** The outbox, live; `undefined` until it was read once. */
export function useQueue(): QueueView | undefined {
  const { client } = useDiary();
  const [queue, setQueue] = useState<QueueView>();
  useEffect(() => {
    let isOver = false;
    const read = (): void => {
      client.queue().then(
        (found) => {
          if (!isOver) setQueue(found);
        },
        () => undefined, // A closed or broken storage speaks for itself, as a fault of the client.
      );
    };
    const unsubscribe = client.subscribe(({ type }) => {
      if (type === 'queue' || type === 'failed' || type === 'drained' || type === 'status') read();
    });
    read();
    return () => {
      isOver = true;
      unsubscribe();
    };
  }, [client]);
  return queue;
}
