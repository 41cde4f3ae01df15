import type { ReactNode } from 'react';
import { shortDate } from '../format/format-date.js';
import { shownText } from '../format/format-value.js';
import type { ShownUnit } from '../format/shown-unit.js';
import { sourceName } from '../format/source-name.js';
import { STAGE_NAMES } from '../format/stage-name.js';
import { STACKED_STAGES, stagesOf } from './chart-data.js';
import type { ChartKind } from './chart-kind.js';
import type { Period } from './period.js';

interface DayReadoutProps {
  readonly period: Period;
  readonly index: number | null;
  readonly kind: ChartKind;
  readonly unit: ShownUnit;
  readonly today: string;
}

/** A finger cannot point without opening. */
function Hint({ isEmpty }: { readonly isEmpty: boolean }): ReactNode {
  return (
    <p className="readout readout-hint">
      {!isEmpty && <span className="for-mouse">Point at a day to read it, click for its history</span>}
      {!isEmpty && <span className="for-touch">Tap a day to see its history</span>}
    </p>
  );
}

/** The day under the pointer in words, on a line that is always there. */
export function DayReadout({ period, index, kind, unit, today }: DayReadoutProps): ReactNode {
  const date = index === null ? undefined : period.dates[index];
  const day = index === null ? null : (period.days[index] ?? null);
  if (date === undefined) return <Hint isEmpty={period.days.every((known) => known === null)} />;
  if (day === null) return <p className="readout">{shortDate(date, today)}: no value</p>;
  const stages = kind === 'stages' && day.stages !== undefined ? stagesOf(day) : {};
  const parts = STACKED_STAGES.flatMap((stage) => {
    const minutes = stages[stage];
    return minutes === undefined ? [] : [`${STAGE_NAMES[stage]} ${shownText(minutes, unit)}`];
  });
  const spread =
    kind === 'band' && day.min !== day.max
      ? [`${shownText(day.min, unit)} to ${shownText(day.max, unit)}`]
      : [];
  return (
    <p className="readout">
      {shortDate(date, today)}: <strong>{shownText(day.value, unit)}</strong>
      {[...spread, ...parts, sourceName(day.winner.source)].map((part) => ` · ${part}`).join('')}
    </p>
  );
}
