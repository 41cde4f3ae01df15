import type { ReactNode } from 'react';
import type { QueuedMutation } from '@daybook/sync-client';
import { useDiary } from '../diary/diary-context.js';
import { shownNumber, shownText } from '../format/format-value.js';
import { changeTime } from '../format/format-date.js';
import { localDateOf } from '../format/local-date.js';
import type { ShownUnit } from '../format/shown-unit.js';
import { sourceName } from '../format/source-name.js';
import { Icon } from '../shell/icon.js';
import { overrideText } from './override-text.js';
import type { TileFacts } from './tile-facts.js';

interface TileFooterProps {
  readonly facts: TileFacts;
  readonly unit: ShownUnit;
  readonly date: string;
  readonly today: string;
  /** The button that was pressed goes with the value that it took back. */
  readonly onTakenBack: () => void;
}

/** Two lines that are always there: where the value comes from and since when, then what is particular about it. */
export function TileFooter({ facts, unit, date, today, onTakenBack }: TileFooterProps): ReactNode {
  const { day, confirmed, isWaiting } = facts;
  const override = day === null ? null : overrideText(day, unit);
  const changedAt = isWaiting || day === null ? undefined : confirmed?.updatedAt;
  return (
    <footer className="tile-foot">
      <p className="tile-line">
        {override === null ? (
          <span className="tile-source">{day === null ? 'No value yet' : sourceName(day.winner.source)}</span>
        ) : (
          <span className="badge" data-testid="badge-override" title={override}>
            {override}
          </span>
        )}
        {override === null && <ChangeTime at={changedAt} today={today} />}
      </p>
      <p className="tile-line">
        {isWaiting ? (
          <PendingMark />
        ) : facts.failed !== null ? (
          <FailedMark mutation={facts.failed} unit={unit} />
        ) : override === null ? (
          <Usual facts={facts} unit={unit} />
        ) : (
          <ChangeTime at={changedAt} today={today} />
        )}
        <TakeBack facts={facts} date={date} onTakenBack={onTakenBack} />
      </p>
    </footer>
  );
}

/** The badge is as wide as the tile: beside it there is no room for the time. */
function ChangeTime({ at, today }: { readonly at: string | undefined; readonly today: string }): ReactNode {
  if (at === undefined) return null;
  return (
    <time className="tile-time" dateTime={at}>
      {changeTime(at, today, localDateOf)}
    </time>
  );
}

function PendingMark(): ReactNode {
  return (
    <span className="pending-mark" data-testid="pending-mark">
      <Icon name="waiting" size={16} />
      Waiting to sync
    </span>
  );
}

/** It names the value: the one that the tile shows may be another, and saved. */
function FailedMark({
  mutation: { item },
  unit,
}: {
  readonly mutation: QueuedMutation;
  readonly unit: ShownUnit;
}): ReactNode {
  const value = 'value' in item ? (item.value ?? null) : null;
  const words = value === null ? 'Not taken back' : `Not saved: ${shownNumber(value, unit)}`;
  return (
    <span className="failed-mark" title={words}>
      <Icon name="alert" size={16} />
      <span className="failed-words">{words}</span>
    </span>
  );
}

function Usual({ facts: { usual }, unit }: Pick<TileFooterProps, 'facts' | 'unit'>): ReactNode {
  if (usual === null) return <span className="tile-usual" />;
  return <span className="tile-usual">Usually {shownText(usual, unit)}</span>;
}

/** Only a total of the day's own can be taken back from here; what made up a day of samples is shown in its history. */
function TakeBack({
  facts: { type, day },
  date,
  onTakenBack,
}: Pick<TileFooterProps, 'facts' | 'date' | 'onTakenBack'>): ReactNode {
  const { takeBack } = useDiary();
  if (day?.winner.source !== 'manual' || day.winner.measurementId === undefined) return null;
  return (
    <button
      type="button"
      className="button button-text"
      onClick={() => {
        takeBack({ type, date });
        onTakenBack();
      }}
    >
      <Icon name="undo" size={16} />
      Take back
    </button>
  );
}
