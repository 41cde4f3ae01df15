import type { ReactNode } from 'react';
import type { QueueView } from '@daybook/sync-client';
import { useDiary } from '../diary/diary-context.js';
import { wholeNumber } from '../format/format-value.js';
import { exactTime } from '../format/format-date.js';
import { Icon } from '../shell/icon.js';
import { problemWords, wishWords } from './mutation-words.js';

interface FailedSectionProps {
  readonly queue: QueueView | undefined;
  readonly today: string;
}

/** What the server refused or could not be brought to it: kept until somebody decides. */
export function FailedSection({ queue, today }: FailedSectionProps): ReactNode {
  const { client, catalogue } = useDiary();
  if (queue === undefined || queue.failed.count === 0) return null;
  const { count, mutations } = queue.failed;
  return (
    <section className="panel panel-bad" data-testid="queue-failed" aria-labelledby="failed-title">
      <h2 id="failed-title" className="panel-title">
        <Icon name="alert" />
        {wholeNumber(count)} failed
      </h2>
      <ul className="queue">
        {mutations.map((mutation) => (
          <li key={mutation.key} className="queue-item">
            <div>
              <p className="queue-wish">{wishWords(mutation, catalogue, today)}</p>
              <p className="queue-reason">{problemWords(mutation, catalogue)}</p>
              <p className="quiet">
                <time dateTime={new Date(mutation.intendedAt).toISOString()}>
                  Entered {exactTime(new Date(mutation.intendedAt).toISOString())}
                </time>
              </p>
            </div>
            <div className="queue-tools">
              <button
                type="button"
                className="button button-strong"
                data-testid="queue-retry"
                onClick={() => {
                  void client.retry(mutation.key);
                }}
              >
                Retry
              </button>
              <button
                type="button"
                className="button"
                data-testid="queue-discard"
                onClick={() => {
                  void client.discard(mutation.key);
                }}
              >
                Discard
              </button>
            </div>
          </li>
        ))}
      </ul>
      {count > mutations.length && (
        <p className="quiet">The first {wholeNumber(mutations.length)} are listed.</p>
      )}
    </section>
  );
}
