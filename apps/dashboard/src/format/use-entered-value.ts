import { useId, useRef, useState, type ChangeEvent, type KeyboardEvent, type RefObject } from 'react';
import type { WireMetricType } from '@daybook/contract';
import { enteredText, enteredValue } from './entered-value.js';
import { shownText } from './format-value.js';
import type { ShownUnit } from './shown-unit.js';

/** What the keys of a field for numbers do to it. */
const STEPS: Readonly<Partial<Record<string, number>>> = { ArrowUp: 1, ArrowDown: -1 };

/** A field for a value of a metric: what it needs, and what became of what was typed. */
export interface ValueField {
  /**
   * The attributes of the input. It is one for text: of what is typed into a field for numbers browsers drop what
   * they do not understand, and `12,5` would be 125.
   */
  readonly input: {
    readonly ref: RefObject<HTMLInputElement | null>;
    readonly type: 'text';
    readonly role: 'spinbutton';
    readonly inputMode: 'decimal';
    readonly autoComplete: 'off';
    readonly value: string;
    readonly 'aria-valuenow': number | undefined;
    readonly 'aria-invalid': boolean;
    readonly 'aria-describedby': string;
    readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  };
  readonly noteId: string;
  /** What is wrong, or how hours and minutes were read; `''` when there is nothing to say. */
  readonly note: string;
  /** The value if it can be read. If not, the note says why and the field has the focus. */
  readonly submit: () => number | null;
}

/** Reads while it is typed; that nothing was typed is said only to who wants to keep it. */
export function useEnteredValue(
  metric: WireMetricType,
  unit: ShownUnit,
  before: number | null = null,
): ValueField {
  // The text of the beginning is rounded. Who leaves it as it is means the value and not its rounding.
  const [begun] = useState(before === null ? null : { value: before, text: enteredText(before, unit) });
  const [typed, setTyped] = useState(begun?.text ?? '');
  const [isAsked, setAsked] = useState(false);
  const noteId = useId();
  const ref = useRef<HTMLInputElement>(null);
  const { value, fault } =
    typed === begun?.text ? { ...begun, fault: null } : enteredValue(typed, metric, unit);
  const told = typed.trim() === '' && !isAsked ? null : fault;
  const echo = value !== null && unit.style === 'clock' ? shownText(value, unit) : '';
  return {
    input: {
      ref,
      type: 'text',
      role: 'spinbutton',
      inputMode: 'decimal',
      autoComplete: 'off',
      value: typed,
      'aria-valuenow': value ?? undefined,
      'aria-invalid': told !== null,
      'aria-describedby': noteId,
      onChange: (event) => {
        setTyped(event.target.value);
        setAsked(false);
      },
      onKeyDown: (event) => {
        const steps = STEPS[event.key];
        if (steps === undefined || value === null) return;
        event.preventDefault();
        setTyped(enteredText(value + steps * unit.per, unit));
      },
    },
    noteId,
    note: told ?? echo,
    submit: () => {
      setAsked(true);
      if (value === null) ref.current?.focus();
      return value;
    },
  };
}
