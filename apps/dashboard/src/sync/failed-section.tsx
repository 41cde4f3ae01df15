import { useState, type ReactNode } from 'react';
import type { QueuedMutation, QueueView } from '@daybook/sync-client';
import { useDiary } from '../diary/diary-context.js';
import { wholeNumber } from '../format/format-value.js';
import { exactTime } from '../format/format-date.js';
import { Confirm } from '../shell/confirm.js';
import { Icon } from '../shell/icon.js';
import { mayPass, problemWords, wishWords } from './mutation-words.js';
import { useKeptFocus } from './use-kept-focus.js';

interface FailedSectionProps {
  readonly queue: QueueView | undefined;
  readonly today: string;
}

/** What the server refused or could not be brought to it: kept until somebody decides. */
export function FailedSection({ queue, today }: FailedSectionProps): ReactNode {
  const { client, catalogue } = useDiary();
  const [leaving, setLeaving] = useState<QueuedMutation | null>(null);
  const { count, mutations } = queue?.failed ?? { count: 0, mutations: [] };
  useKeptFocus(leaving === null ? count : null);
  if (count === 0) return null;
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
                className={mayPass(mutation) ? 'button button-strong' : 'button'}
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
                  setLeaving(mutation);
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
      {leaving !== null && (
        <Confirm
          title="Discard this entry?"
          act="Discard"
          keep="Keep it"
          isGrave
          onAct={async () => {
            await client.discard(leaving.key);
            setLeaving(null);
          }}
          onClose={() => {
            setLeaving(null);
          }}
        >
          <p>{wishWords(leaving, catalogue, today)}.</p>
          <p className="confirm-loss">It is nowhere but in this browser, and is deleted for good.</p>
        </Confirm>
      )}
    </section>
  );
}
