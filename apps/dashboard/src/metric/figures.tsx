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

const WORDS: Readonly<
  Record<ChartKind, Readonly<Record<'average' | 'lowest' | 'highest' | 'days', string>>>
> = {
  bars: { average: 'Average a day', lowest: 'Lowest day', highest: 'Best day', days: 'Days' },
  band: { average: 'Average', lowest: 'Lowest', highest: 'Highest', days: 'Days with a value' },
  stages: { average: 'Average night', lowest: 'Shortest night', highest: 'Longest night', days: 'Nights' },
};

/** The period in four figures. */
export function Figures({ figures, kind, unit }: FiguresProps): ReactNode {
  // Where it is narrow the unit goes to a line of its own, rather than a word in two.
  const text = (value: number | undefined): string =>
    value === undefined ? '–' : shownText(value, unit).replaceAll('\u00a0', ' ');
  const words = WORDS[kind];
  const shown: readonly (readonly [string, string])[] = [
    [words.average, text(figures?.average)],
    [words.lowest, text(figures?.lowest)],
    [words.highest, text(figures?.highest)],
    kind === 'bars' ? ['Total', text(figures?.total)] : [words.days, wholeNumber(figures?.count ?? 0)],
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
