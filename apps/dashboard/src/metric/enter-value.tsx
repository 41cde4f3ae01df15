import { useState, type ReactNode, type SubmitEvent } from 'react';
import type { WireMetricType } from '@daybook/contract';
import { useDiary } from '../diary/diary-context.js';
import type { ShownUnit } from '../format/shown-unit.js';
import { useEnteredValue } from '../format/use-entered-value.js';

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
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const value = submit();
    if (value === null || date === '') return;
    overwrite({ type: metric.code, date, value, unit: metric.unit });
    onDone();
  };
  return (
    <form className="panel enter-value" onSubmit={save} noValidate>
      <label className="choice">
        <span>Day</span>
        <input
          className="field"
          type="date"
          max={today}
          value={date}
          onChange={(event) => {
            setDate(event.target.value);
          }}
        />
      </label>
      <label className="choice">
        <span>{unit.words === '' ? 'Value' : `Value in ${unit.words}`}</span>
        <input {...input} className="field" autoFocus />
      </label>
      <button type="submit" className="button button-strong" disabled={date === ''}>
        Save
      </button>
      <button type="button" className="button" onClick={onDone}>
        Cancel
      </button>
      <p id={noteId} className="enter-note" role="status" data-bad={input['aria-invalid']}>
        {note}
      </p>
    </form>
  );
}
