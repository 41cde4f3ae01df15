import { useEffect } from 'react';
import { useSyncStatus } from '@daybook/sync-client/react';
import type { Loaded } from './use-loaded.js';

/** Asks again for what could not be had as soon as there is a server: nobody should have to press for it. */
export function useAgainOnceLive({ state }: Loaded<unknown>, again: () => void): void {
  const { phase } = useSyncStatus();
  const isDue = state === 'failed' && phase === 'live';
  useEffect(() => {
    if (isDue) again();
    // What fails under a live sync is not the network's fault, and would be asked for without end.
  }, [phase]);
}
