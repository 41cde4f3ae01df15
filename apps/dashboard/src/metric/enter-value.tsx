import { useState, type ReactNode, type SubmitEvent } from 'react';
import type { WireMetricType } from '@daybook/contract';
import { useDiary } from '../diary/diary-context.js';
import { enteredValue } from '../format/entered-value.js';
import type { ShownUnit } from '../format/shown-unit.js';

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
  const [typed, setTyped] = useState('');
  const value = enteredValue(typed, unit);
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
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
        <input
          className="field"
          type="number"
          step="any"
          inputMode="decimal"
          autoFocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      </label>
      <button type="submit" className="button button-strong" disabled={value === null || date === ''}>
        Save
      </button>
      <button type="button" className="button" onClick={onDone}>
        Cancel
      </button>
    </form>
  );
}
