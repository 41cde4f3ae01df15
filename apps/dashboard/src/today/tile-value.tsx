import { useEffect, useRef, type ReactNode } from 'react';
import { shownAmounts, shownText } from '../format/format-value.js';
import { shortDate } from '../format/format-date.js';
import type { ShownUnit } from '../format/shown-unit.js';
import type { TileFacts } from './tile-facts.js';

/** What fits into the narrowest tile at full size: `123,456.7`. */
const LETTERS_MAX = 8;

interface TileValueProps {
  readonly facts: TileFacts;
  readonly unit: ShownUnit;
  readonly today: string;
  /** Whether the field stands in its place: then it is there for who does not look at it. */
  readonly isCovered: boolean;
}

/** The big number, which lights up for a moment when it changes under the reader's eyes. */
export function TileValue({ facts, unit, today, isCovered }: TileValueProps): ReactNode {
  const { type, day, before } = facts;
  const number = useRef<HTMLSpanElement>(null);
  useFlash(number, day?.value ?? null);
  const amounts = day === null ? [{ amount: '–', unit: '' }] : shownAmounts(day.value, unit);
  // Of one amount only the number is the value, so that whoever reads the page by machine finds a number.
  const isSingle = amounts.length === 1 && unit.style === 'plain';
  const letters = amounts.reduce((sum, { amount }) => sum + amount.length, 0);
  return (
    <p
      className={isCovered ? 'unseen' : 'tile-value'}
      data-empty={day === null}
      data-long={letters > LETTERS_MAX}
    >
      <span ref={number} className="tile-number" data-testid={`tile-${type}-value`}>
        {amounts.map((part) => (
          <span key={part.unit} className="tile-amount">
            {part.amount}
            {!isSingle && part.unit !== '' && <span className="tile-unit"> {part.unit} </span>}
          </span>
        ))}
      </span>
      {isSingle && <span className="tile-unit tile-unit-after">{amounts[0]?.unit}</span>}
      {day === null && before !== null && (
        <span className="tile-before">
          {shownText(before.value, unit)} on {shortDate(before.date, today)}
        </span>
      )}
    </p>
  );
}

function useFlash(target: { readonly current: HTMLElement | null }, value: number | null): void {
  const shown = useRef(value);
  useEffect(() => {
    if (shown.current === value) return;
    shown.current = value;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!calm)
      target.current?.animate({ color: ['var(--hue)', 'inherit'] }, { duration: 900, easing: 'ease-out' });
  }, [target, value]);
}
