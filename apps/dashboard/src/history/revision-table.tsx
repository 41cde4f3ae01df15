import { useState, type ReactNode } from 'react';
import type { QueuedMutation } from '@daybook/sync-client';
import { exactTime } from '../format/format-date.js';
import { shownText, wholeNumber } from '../format/format-value.js';
import type { ShownUnit } from '../format/shown-unit.js';
import { sourceName } from '../format/source-name.js';
import { STAGE_NAMES } from '../format/stage-name.js';
import type { HistoryLine } from './day-history.js';
import { QueuedRow } from './queued-row.js';
import { changeWords, measuredWords } from './revision-words.js';

/** Rows shown at first: a day of heart beats has hundreds, and a reader looks at the newest. */
const ROWS_FIRST = 100;

/** Enough of an id to tell the people around one diary apart. */
const ID_SHOWN = 8;

interface RevisionTableProps {
  /** What was entered here and is not on the server, newest first: it stands above what is. */
  readonly queued: readonly QueuedMutation[];
  readonly lines: readonly HistoryLine[];
  readonly unit: ShownUnit;
  readonly userId: string;
}

/** Every value that a day ever had, with where it came from. */
export function RevisionTable({ queued, lines, unit, userId }: RevisionTableProps): ReactNode {
  const [shown, setShown] = useState(ROWS_FIRST);
  return (
    <>
      <div className="table-frame" role="region" aria-label="Revisions" tabIndex={0}>
        <table className="table table-history">
          <thead>
            <tr>
              <th scope="col" className="number">
                Value
              </th>
              <th scope="col">Change</th>
              <th scope="col">Measured</th>
              <th scope="col">Received</th>
              <th scope="col">Source and device</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {queued.map((mutation) => (
              <QueuedRow key={mutation.key} mutation={mutation} unit={unit} />
            ))}
            {lines.slice(0, shown).map((line) => (
              <RevisionRow key={line.revision.mutationId} line={line} unit={unit} userId={userId} />
            ))}
          </tbody>
        </table>
      </div>
      {lines.length > shown && (
        <button
          type="button"
          className="button"
          onClick={() => {
            setShown(lines.length);
          }}
        >
          Show all {wholeNumber(lines.length)}
        </button>
      )}
    </>
  );
}

interface RevisionRowProps {
  readonly line: HistoryLine;
  readonly unit: ShownUnit;
  readonly userId: string;
}

function RevisionRow({ line, unit, userId }: RevisionRowProps): ReactNode {
  const { revision, measured, isCurrent } = line;
  const { value, previousValue, superseded, source, sourceDevice, actor, reason, recordedAt } = revision;
  return (
    <tr data-testid="history-row" data-superseded={superseded} data-current={isCurrent}>
      <td className="number">
        <span className="history-value">{value === null ? '–' : shownText(value, unit)}</span>
        {measured?.stage != null && (
          <span className="quiet history-before">{STAGE_NAMES[measured.stage]}</span>
        )}
        {previousValue !== null && !superseded && (
          <span className="quiet history-before">was {shownText(previousValue, unit)}</span>
        )}
      </td>
      <td>
        {changeWords(revision)}
        {superseded && <span className="tag">superseded</span>}
        {isCurrent && !superseded && <span className="tag tag-good">current</span>}
      </td>
      <td data-label="Measured">{measuredWords(line)}</td>
      <td data-label="Received">
        <time dateTime={recordedAt}>{exactTime(recordedAt)}</time>
      </td>
      <td data-label="From">
        {source === null ? '–' : sourceName(source)}
        {sourceDevice !== null && <span className="quiet"> · {sourceDevice}</span>}
      </td>
      <td data-label="By">
        {actorWords(actor, userId)}
        {reason !== null && <span className="quiet"> · {reason}</span>}
      </td>
    </tr>
  );
}

function actorWords(actor: string | null, userId: string): string {
  if (actor === null) return 'erased';
  return actor === userId ? 'You' : actor.slice(-ID_SHOWN);
}
