import type { ReactNode } from 'react';
import type { QueueView } from '@daybook/sync-client';
import { useDiary } from '../diary/diary-context.js';
import { wholeNumber } from '../format/format-value.js';
import { Link } from '../routing/link.js';
import { Icon } from '../shell/icon.js';
import { mayPass, problemWords, wishWords } from './mutation-words.js';
import { useKeptFocus } from './use-kept-focus.js';

interface FailedBannerProps {
  readonly queue: QueueView | undefined;
  readonly today: string;
}

/** Says on every view that something could not be saved, and why: nobody looks for it of their own accord. */
export function FailedBanner({ queue, today }: FailedBannerProps): ReactNode {
  const { client, catalogue } = useDiary();
  const [first] = queue?.failed.mutations ?? [];
  useKeptFocus(queue?.failed.count ?? 0);
  if (queue === undefined || first === undefined) return null;
  const { count } = queue.failed;
  return (
    <section className="banner" role="alert" data-testid="queue-failed">
      <Icon name="alert" />
      <p>
        <strong>
          {count === 1 ? '1 entry is not saved' : `${wholeNumber(count)} entries are not saved`}.
        </strong>{' '}
        {wishWords(first, catalogue, today)}. {problemWords(first, catalogue)}
      </p>
      <div className="queue-tools">
        <button
          type="button"
          className={mayPass(first) ? 'button button-strong' : 'button'}
          data-testid="queue-retry"
          onClick={() => {
            void client.retry();
          }}
        >
          Retry
        </button>
        <Link className={mayPass(first) ? 'button' : 'button button-strong'} to={{ view: 'sync' }}>
          Review
        </Link>
      </div>
    </section>
  );
}
