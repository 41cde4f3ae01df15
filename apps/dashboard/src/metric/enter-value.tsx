import { useId, useState, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import type { WireMetricType } from '@daybook/contract';
import { useDiary } from '../diary/diary-context.js';
import { fullDate } from '../format/format-date.js';
import type { ShownUnit } from '../format/shown-unit.js';
import { useEnteredValue } from '../format/use-entered-value.js';

/** A date field makes the year 2 of a half-typed 2026, and nobody living has a value from before. */
const FIRST_DAY = '1900-01-01';

interface EnterValueProps {
  readonly metric: WireMetricType;
  readonly unit: ShownUnit;
  readonly today: string;
  readonly onDone: () => void;
}

/** A value for any day: what was forgotten, or what no device measures. */
export function EnterValue({ metric, unit, today, onDone }: EnterValueProps): ReactNode {
  const { overwrite } = useDiary();
  const [date, setDate] = useState(today);
  const { input, noteId, note, submit } = useEnteredValue(metric, unit);
  const dateNoteId = useId();
  const dateFault = faultOfDate(date, today);
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const value = submit();
    if (value === null || dateFault !== null) return;
    overwrite({ type: metric.code, date, value, unit: metric.unit });
    onDone();
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onDone();
  };
  return (
    <form className="panel enter-value" onSubmit={save} onKeyDown={leave} noValidate>
      <label className="choice">
        <span>Day</span>
        <input
          className="field"
          type="date"
          min={FIRST_DAY}
          max={today}
          value={date}
          aria-invalid={dateFault !== null}
          aria-describedby={dateNoteId}
          onChange={(event) => {
            setDate(event.target.value);
          }}
        />
      </label>
      <label className="choice">
        <span>{unit.words === '' ? 'Value' : `Value in ${unit.words}`}</span>
        <input {...input} className="field" autoFocus />
      </label>
      <button type="submit" className="button button-strong" disabled={dateFault !== null}>
        Save
      </button>
      <button type="button" className="button" onClick={onDone}>
        Cancel
      </button>
      <p id={noteId} className="enter-note" role="status" data-bad={input['aria-invalid']}>
        {note}
      </p>
      <p id={dateNoteId} className="enter-note" role="status" data-bad="true">
        {dateFault}
      </p>
    </form>
  );
}

/** Why a value cannot be of this day. What is typed into a date field need not be what its calendar offers. */
function faultOfDate(date: string, today: string): string | null {
  if (date === '') return 'Choose a day.';
  if (date > today) return 'This day has not come yet.';
  return date < FIRST_DAY ? `Must be ${fullDate(FIRST_DAY)} or later.` : null;
}
