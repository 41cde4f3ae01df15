import { createClient, eventStream, indexedDbStorage, type SyncClient } from '@daybook/sync-client';

/** What IndexedDB calls the diaries of this page, each with its subject's id behind it. */
const STORAGE = 'daybook';

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
    storage: indexedDbStorage({ name: STORAGE }),
    entities: ['daily_aggregate', 'metric_type'],
    source: 'manual',
    live: eventStream(),
  });
}

/** Takes the subject's copy out of this browser, with what waits in it. Other tabs let go of it when they are asked. */
export function deleteDiary(userId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(`${STORAGE}-${userId}`);
    request.onsuccess = (): void => {
      resolve();
    };
    request.onerror = (): void => {
      reject(request.error ?? new Error('the copy could not be deleted'));
    };
  });
}
