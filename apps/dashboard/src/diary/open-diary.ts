import { createClient, indexedDbStorage, type SyncClient } from '@daybook/sync-client';

/**
 * The subject's diary in this browser. Only days and own metrics are carried: a page that shows days needs no copy of
 * every heart beat, and a first visit takes seconds less. It writes totals in canonical units alone, so the client
 * need not know the registry to show what waits.
 */
export function openDiary(userId: string): SyncClient {
  return createClient({
    url: '',
    subject: userId,
    token: null,
    storage: indexedDbStorage(),
    entities: ['daily_aggregate', 'metric_type'],
    source: 'manual',
  });
}
