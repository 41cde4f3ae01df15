import { useCallback, useSyncExternalStore } from 'react';
import type { ClientStatus } from '@daybook/sync-client';
import { useDiary } from './diary-context.js';

/** The state of the sync, live. */
export function useSyncStatus(): ClientStatus {
  const { client } = useDiary();
  const subscribe = useCallback((listener: () => void) => client.subscribe(listener), [client]);
  return useSyncExternalStore(subscribe, () => client.status);
}
