import type { ReactNode } from 'react';
import { STAGE_NAMES } from '../format/stage-name.js';
import { isEntered, STACKED_STAGES, stagesOf } from './chart-data.js';
import type { ChartKind } from './chart-kind.js';
import type { Period } from './period.js';

/** As chart-colours.ts has it. */
const BAR = 'color-mix(in srgb, var(--hue) 82%, var(--surface))';

/** What the colours mean, if there is more than one. */
export function ChartLegend({
  period,
  kind,
}: {
  readonly period: Period;
  readonly kind: ChartKind;
}): ReactNode {
  const days = period.days.filter((day) => day !== null);
  if (days.length === 0) return <ul className="legend" />;
  const entries =
    kind === 'stages'
      ? STACKED_STAGES.filter((stage) => days.some((day) => (stagesOf(day)[stage] ?? 0) > 0)).map(
          (stage) => ({
            colour: `var(--stage-${stage === 'asleep' ? 'light' : stage})`,
            name: STAGE_NAMES[stage],
          }),
        )
      : [
          {
            colour: kind === 'band' ? 'var(--hue)' : BAR,
            name: kind === 'band' ? 'Value of the day' : 'Measured',
          },
          ...(kind === 'band'
            ? [{ colour: 'color-mix(in srgb, var(--hue) 18%, transparent)', name: 'Lowest to highest' }]
            : []),
          ...(days.some(isEntered) ? [{ colour: 'var(--entered-mark)', name: 'Entered by hand' }] : []),
        ];
  return (
    <ul className="legend">
      {entries.map(({ colour, name }) => (
        <li key={name}>
          <span className="legend-mark" style={{ background: colour }} />
          {name}
        </li>
      ))}
      {kind !== 'band' && (
        <li>
          <span className="legend-line" />
          Average
        </li>
      )}
    </ul>
  );
}
