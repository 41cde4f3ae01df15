import type { ReactNode } from 'react';
import type { QueueView } from '@daybook/sync-client';
import { useDiary } from '../diary/diary-context.js';
import { elapsedTime } from '../format/elapsed-time.js';
import { wholeNumber } from '../format/format-value.js';
import { Icon } from '../shell/icon.js';
import { useNow } from '../shell/use-now.js';
import { problemWords, wishWords } from './mutation-words.js';

interface PendingSectionProps {
  readonly queue: QueueView | undefined;
  readonly today: string;
}

/** What is written here and not yet on the server. */
export function PendingSection({ queue, today }: PendingSectionProps): ReactNode {
  const { catalogue } = useDiary();
  const now = useNow();
  const { count = 0, mutations = [] } = queue?.pending ?? {};
  return (
    <section className="panel" aria-labelledby="pending-title" aria-busy={queue === undefined}>
      <h2 id="pending-title" className="panel-title">
        <Icon name="upload" />
        {wholeNumber(count)} waiting
      </h2>
      {count === 0 ? (
        <p className="quiet">
          {queue !== undefined && queue.failed.count > 0
            ? 'Nothing else is on its way: what failed waits for your decision.'
            : 'Everything that was entered here is on the server.'}
        </p>
      ) : (
        <ul className="queue">
          {mutations.map((mutation) => (
            <li key={mutation.key} className="queue-item">
              <div>
                <p className="queue-wish">{wishWords(mutation, catalogue, today)}</p>
                {mutation.problem !== null && (
                  <p className="queue-reason">{problemWords(mutation, catalogue)}</p>
                )}
              </div>
              <p className="quiet">{elapsedTime(mutation.intendedAt, now)}</p>
            </li>
          ))}
        </ul>
      )}
      {count > mutations.length && (
        <p className="quiet">The first {wholeNumber(mutations.length)} are listed.</p>
      )}
    </section>
  );
}
