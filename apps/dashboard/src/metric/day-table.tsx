import type { ReactNode } from 'react';
import type { WireDay, WireMetricType } from '@daybook/contract';
import type { SleepStage } from '@daybook/domain';
import { shortDate } from '../format/format-date.js';
import { clockText, shownNumber, shownText } from '../format/format-value.js';
import type { ShownUnit } from '../format/shown-unit.js';
import { sourceName } from '../format/source-name.js';
import { STAGE_NAMES } from '../format/stage-name.js';
import { Link } from '../routing/link.js';
import { STACKED_STAGES } from './chart-data.js';
import type { ChartKind } from './chart-kind.js';
import type { Period } from './period.js';

interface DayTableProps {
  readonly metric: WireMetricType;
  readonly period: Period;
  readonly kind: ChartKind;
  readonly unit: ShownUnit;
  readonly today: string;
  readonly pointed: number | null;
}

/** The same days to read, newest first; each leads to its history. */
export function DayTable({ metric, period, kind, unit, today, pointed }: DayTableProps): ReactNode {
  const rows = period.dates.flatMap((date, i) => {
    const day = period.days[i];
    return day === null || day === undefined ? [] : [{ date, day, isPointed: i === pointed }];
  });
  const stages = kind === 'stages' ? stagesIn(period) : [];
  const heading =
    stages.length > 0
      ? STAGE_NAMES.asleep
      : unit.symbol === '' || unit.style === 'clock'
        ? 'Value'
        : `Value, ${unit.symbol}`;
  return (
    <div className="table-frame" role="region" aria-label={`${metric.name} by day`} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="number">
              {heading}
            </th>
            {kind === 'band' && (
              <th scope="col" className="number">
                Range
              </th>
            )}
            {stages.map((stage) => (
              <th key={stage} scope="col" className="number">
                {STAGE_NAMES[stage]}
              </th>
            ))}
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {rows.reverse().map(({ date, day, isPointed }) => (
            <tr key={date} data-pointed={isPointed}>
              <th scope="row">
                <Link to={{ view: 'history', type: metric.code, date }}>{shortDate(date, today)}</Link>
              </th>
              <td className="number">
                {shownNumber(day.value, unit)}
                {period.waiting.has(date) && <span className="dot-waiting" title="Waiting to sync" />}
              </td>
              {kind === 'band' && <td className="number quiet">{rangeText(day, unit)}</td>}
              {stages.map((stage) => (
                <StageCell key={stage} minutes={day.stages?.[stage]} unit={unit} />
              ))}
              <td className="quiet table-words">
                {sourceName(day.winner.source)}
                <Overrode day={day} unit={unit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Overrode({
  day: { overridden },
  unit,
}: {
  readonly day: WireDay;
  readonly unit: ShownUnit;
}): ReactNode {
  if (overridden.length === 0) return null;
  const others = overridden.map(({ source, value }) => `${sourceName(source)} ${shownNumber(value, unit)}`);
  return <span className="mark-overrode"> overrode {others.join(', ')}</span>;
}

/** Stages that some night of the period tells; time asleep in no stage is in the value already. */
function stagesIn({ days }: Period): readonly SleepStage[] {
  return STACKED_STAGES.filter(
    (stage) => stage !== 'asleep' && days.some((day) => (day?.stages?.[stage] ?? 0) > 0),
  );
}

/** Seen as a clock, said in words. */
function StageCell({
  minutes,
  unit,
}: {
  readonly minutes: number | undefined;
  readonly unit: ShownUnit;
}): ReactNode {
  if (minutes === undefined) return <td />;
  return (
    <td className="number quiet">
      <span aria-hidden="true">{clockText(minutes)}</span>
      <span className="unseen">{shownText(minutes, unit)}</span>
    </td>
  );
}

function rangeText({ min, max }: WireDay, unit: ShownUnit): string {
  return min === max ? '' : `${shownNumber(min, unit)}–${shownNumber(max, unit)}`;
}
