import type { ReactNode } from 'react';
import type { QueueView } from '@daybook/sync-client';
import { syncWords } from '../diary/sync-words.js';
import { useSyncStatus } from '@daybook/sync-client/react';
import { wholeNumber } from '../format/format-value.js';
import { Link } from '../routing/link.js';
import { Icon } from '../shell/icon.js';

/** In the header of every view: how the sync stands and how much waits. It leads to the whole story. */
export function SyncChip({ queue }: { readonly queue: QueueView | undefined }): ReactNode {
  const { word, tone } = syncWords(useSyncStatus());
  const pending = queue?.pending.count ?? 0;
  return (
    <Link className="chip" to={{ view: 'sync' }} data-tone={tone} title="How the sync stands">
      <span className="dot" />
      <span data-testid="sync-state" role="status">
        {word}
      </span>
      <span className="chip-pending" data-some={pending > 0}>
        <Icon name="upload" size={15} />
        <span data-testid="queue-pending">{wholeNumber(pending)}</span>
        <span className="unseen"> waiting to sync</span>
      </span>
    </Link>
  );
}
