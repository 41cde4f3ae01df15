import type { KeyboardEvent, ReactNode, SubmitEvent } from 'react';
import type { WireMetricType } from '@daybook/contract';
import type { ShownUnit } from '../format/shown-unit.js';
import { useEnteredValue } from '../format/use-entered-value.js';
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
  const { input, noteId, note, submit } = useEnteredValue(metric, unit, before);
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const value = submit();
    if (value !== null) onSave(value);
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onCancel();
  };
  return (
    <form className="entry" onSubmit={save} onKeyDown={leave} noValidate>
      <input
        {...input}
        className="entry-field"
        autoFocus
        aria-label={`${metric.name} in ${unit.words === '' ? 'total' : unit.words}`}
        onFocus={(event) => {
          event.target.select();
        }}
      />
      <span className="tile-unit">{unit.symbol}</span>
      <button type="submit" className="button button-strong button-round" aria-label="Save">
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
      <span id={noteId} className="entry-note" role="status" data-bad={input['aria-invalid']}>
        {note}
      </span>
    </form>
  );
}
