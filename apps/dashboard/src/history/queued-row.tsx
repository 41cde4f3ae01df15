import type { ReactNode } from 'react';
import type { QueuedMutation } from '@daybook/sync-client';
import { useDiary } from '../diary/diary-context.js';
import { exactTime } from '../format/format-date.js';
import { shownText } from '../format/format-value.js';
import type { ShownUnit } from '../format/shown-unit.js';
import { sourceName } from '../format/source-name.js';
import { problemWords } from '../sync/mutation-words.js';

interface QueuedRowProps {
  readonly mutation: QueuedMutation;
  readonly unit: ShownUnit;
}

/** What was entered here and is not on the server, in the columns of the history that it may become part of. */
export function QueuedRow({ mutation, unit }: QueuedRowProps): ReactNode {
  const { catalogue } = useDiary();
  const { item, intendedAt, problem, state } = mutation;
  // What only the connection stopped is still on its way, however often it was tried.
  const isRefused = state === 'failed' && problem?.cause === 'verdict';
  const value = 'value' in item ? (item.value ?? null) : null;
  const source = 'source' in item ? (item.source ?? null) : null;
  const enteredAt = new Date(intendedAt).toISOString();
  return (
    <tr className="row-queued" data-testid="history-row" data-queued={isRefused ? 'failed' : 'waiting'}>
      <td className="number">{value === null ? '–' : shownText(value, unit)}</td>
      <td>
        {'retract' in item ? 'Taken back' : value === null ? 'Cleared' : 'Entered'}
        <span className={isRefused ? 'tag tag-bad' : 'tag tag-waiting'}>
          {isRefused ? 'not accepted' : 'waiting to sync'}
        </span>
      </td>
      <td>
        <time dateTime={enteredAt}>Entered {exactTime(enteredAt)}</time>
      </td>
      <td>
        On this device only
        {problem !== null && (
          <span className={isRefused ? 'queue-reason' : 'quiet'}>{problemWords(mutation, catalogue)}</span>
        )}
      </td>
      <td data-label="From">{source === null ? '–' : sourceName(source)}</td>
      <td data-label="By">You</td>
    </tr>
  );
}
