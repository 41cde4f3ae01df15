import { useId, useState, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import type { WireMetricType } from '@daybook/contract';
import { enteredText, enteredValue } from '../format/entered-value.js';
import { shownNumber, shownText } from '../format/format-value.js';
import type { ShownUnit } from '../format/shown-unit.js';
import { Icon } from '../shell/icon.js';

interface ManualEntryProps {
  readonly metric: WireMetricType;
  readonly unit: ShownUnit;
  readonly before: number | null;
  readonly onSave: (value: number) => void;
  readonly onCancel: () => void;
}

/** One numeric field in the place of the number: Enter saves, Escape leaves everything as it was. */
export function ManualEntry({ metric, unit, before, onSave, onCancel }: ManualEntryProps): ReactNode {
  const [typed, setTyped] = useState(before === null ? '' : enteredText(before, unit));
  const noteId = useId();
  const value = enteredValue(typed, unit);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (value !== null) onSave(value);
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onCancel();
  };
  return (
    <form className="entry" onSubmit={submit} onKeyDown={leave} noValidate>
      <input
        className="entry-field"
        type="number"
        step="any"
        inputMode="decimal"
        autoFocus
        autoComplete="off"
        aria-label={`${metric.name} in ${unit.words === '' ? 'total' : unit.words}`}
        aria-describedby={noteId}
        value={typed}
        onFocus={(event) => {
          event.target.select();
        }}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
      />
      <span className="tile-unit">{unit.symbol}</span>
      <button
        type="submit"
        className="button button-strong button-round"
        aria-label="Save"
        disabled={value === null}
      >
        <Icon name="check" size={18} />
      </button>
      <button
        type="button"
        className="button button-quiet button-round"
        aria-label="Cancel"
        onClick={onCancel}
      >
        <Icon name="close" size={18} />
      </button>
      <span id={noteId} className="entry-note" role="status">
        {noteOn(value, metric, unit)}
      </span>
    </form>
  );
}

/** What is unusual is said, not forbidden: only the server knows what it accepts. */
function noteOn(value: number | null, { range }: WireMetricType, unit: ShownUnit): string {
  if (value === null) return '';
  if (range !== null && (value < range[0] || value > range[1])) {
    return `Usually ${shownNumber(range[0], unit)} to ${shownText(range[1], unit)}`;
  }
  return unit.style === 'clock' ? shownText(value, unit) : '';
}
