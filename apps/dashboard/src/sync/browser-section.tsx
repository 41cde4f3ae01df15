import { useCallback, type ReactNode } from 'react';
import type { QueueView } from '@daybook/sync-client';
import { useDiary } from '../diary/diary-context.js';
import { useLoaded } from '../fetching/use-loaded.js';
import { formatBytes } from '../format/format-bytes.js';
import { SignOutButton } from '../session/sign-out-button.js';
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

/** What the copy takes in this browser, whether the browser may take it back, and the way out. */
export function BrowserSection({ queue }: { readonly queue: QueueView | undefined }): ReactNode {
  const { userId } = useDiary();
  const [{ value }] = useLoaded(useCallback(readStorage, []));
  return (
    <section className="panel" aria-labelledby="browser-title" aria-busy={value === undefined}>
      <h2 id="browser-title" className="panel-title">
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
      <div className="panel-foot">
        <SignOutButton userId={userId} unsent={queue && queue.pending.count + queue.failed.count} />
      </div>
    </section>
  );
}
