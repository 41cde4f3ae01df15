import { useEffect, useRef } from 'react';
import { useSyncStatus } from '@daybook/sync-client/react';
import type { Loaded } from './use-loaded.js';

/**
 * Asks again for what could not be had as soon as there is a server: nobody should have to press for it. Once each time
 * that there was none: what fails again under a live sync is not the network's fault.
 */
export function useAgainOnceLive({ state }: Loaded<unknown>, again: () => void): void {
  const { phase } = useSyncStatus();
  const wasAway = useRef(false);
  useEffect(() => {
    if (phase !== 'live') wasAway.current = true;
    else if (wasAway.current && state === 'failed') {
      wasAway.current = false;
      again();
    }
  }, [phase, state]);
}
