import { useSyncExternalStore, type ReactNode } from 'react';
import { takeUpdate, updateIsReady, watchUpdates } from '../service-worker/registration.js';

/** A newer version of the page is here: it takes over when the reader says so, never under their hands. */
export function UpdateNotice(): ReactNode {
  const isReady = useSyncExternalStore(watchUpdates, updateIsReady);
  if (!isReady) return null;
  return (
    <div className="toast" role="status">
      A new version of Daybook is ready.
      <button type="button" className="button button-strong" onClick={takeUpdate}>
        Reload
      </button>
    </div>
  );
}
