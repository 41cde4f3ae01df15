import type { ReactNode } from 'react';
import { shownText, wholeNumber } from '../format/format-value.js';
import type { ShownUnit } from '../format/shown-unit.js';
import type { ChartKind } from './chart-kind.js';
import type { PeriodFigures } from './period.js';

interface FiguresProps {
  readonly figures: PeriodFigures | null;
  readonly kind: ChartKind;
  readonly unit: ShownUnit;
}

const WORDS: Readonly<Record<ChartKind, readonly [lowest: string, highest: string]>> = {
  bars: ['Lowest day', 'Best day'],
  band: ['Lowest', 'Highest'],
  stages: ['Shortest night', 'Longest night'],
};

/** The period in four figures. */
export function Figures({ figures, kind, unit }: FiguresProps): ReactNode {
  const text = (value: number | undefined): string => (value === undefined ? '–' : shownText(value, unit));
  const [lowest, highest] = WORDS[kind];
  const shown: readonly (readonly [string, string])[] = [
    [kind === 'band' ? 'Average' : 'Average a day', text(figures?.average)],
    [lowest, text(figures?.lowest)],
    [highest, text(figures?.highest)],
    kind === 'bars'
      ? ['Total', text(figures?.total)]
      : ['Days with a value', wholeNumber(figures?.count ?? 0)],
  ];
  return (
    <dl className="figures">
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
