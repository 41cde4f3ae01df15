/** What the browser is asked to keep for a moment, to learn whether it keeps anything. */
const TRIAL = 'daybook.trial';

/** Whether this browser keeps data for the page. Some have no IndexedDB in private windows, some refuse to open one. */
export function keepsData(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(TRIAL);
      request.onerror = (): void => {
        resolve(false);
      };
      request.onsuccess = (): void => {
        request.result.close();
        indexedDB.deleteDatabase(TRIAL);
        resolve(true);
      };
    } catch {
      resolve(false);
    }
  });
}
