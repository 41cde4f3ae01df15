import { useCallback, type ReactNode } from 'react';
import { useLoaded } from '../fetching/use-loaded.js';
import { formatBytes } from '../format/format-bytes.js';
import { Icon } from '../shell/icon.js';

interface Storage {
  readonly used: number;
  readonly allowed: number;
  readonly isPersistent: boolean;
}

async function readStorage(): Promise<Storage> {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return { used: usage, allowed: quota, isPersistent: await navigator.storage.persisted() };
}

/** What the copy takes in this browser, and whether the browser may take it back. */
export function StorageSection(): ReactNode {
  const [{ value }] = useLoaded(useCallback(readStorage, []));
  return (
    <section className="panel" aria-labelledby="storage-title" aria-busy={value === undefined}>
      <h2 id="storage-title" className="panel-title">
        <Icon name="book" />
        In this browser
      </h2>
      <dl className="facts">
        <dt>Storage used</dt>
        <dd>{value === undefined ? '–' : formatBytes(value.used)}</dd>
        <dt>Allowed by the browser</dt>
        <dd>{value === undefined ? '–' : formatBytes(value.allowed)}</dd>
        <dt>Kept when space is short</dt>
        <dd>{value === undefined ? '–' : value.isPersistent ? 'yes' : 'not promised'}</dd>
      </dl>
    </section>
  );
}
