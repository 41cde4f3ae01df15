import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { addDays } from '@daybook/domain';
import { describedMetric } from '../catalogue/catalogue.js';
import { familyOf } from '../catalogue/family.js';
import { ownColour } from '../catalogue/own-colour.js';
import { useMetricStanding } from '../catalogue/use-metric-standing.js';
import { useDiary } from '../diary/diary-context.js';
import { useDays } from '../diary/use-days.js';
import { download } from '../fetching/download.js';
import { shownText } from '../format/format-value.js';
import { shownUnit } from '../format/shown-unit.js';
import { addressOf } from '../routing/route.js';
import { goTo } from '../routing/use-route.js';
import { Icon } from '../shell/icon.js';
import { useTitle } from '../shell/use-title.js';
import { ViewHead } from '../shell/view-head.js';
import { Chart } from './chart.js';
import { chartKindOf } from './chart-kind.js';
import { ChartLegend } from './chart-legend.js';
import { DayReadout } from './day-readout.js';
import { DayTable } from './day-table.js';
import { EnterValue } from './enter-value.js';
import { Figures } from './figures.js';
import { metricCsv } from './metric-csv.js';
import { NoMetric } from './no-metric.js';
import { figuresOf, periodOf } from './period.js';
import { PeriodSwitch } from './period-switch.js';

interface MetricViewProps {
  readonly type: string;
  readonly days: number;
  readonly today: string;
}

/** One metric over time: drawn, and beside it the same in words and numbers. */
export function MetricView({ type, days, today }: MetricViewProps): ReactNode {
  const range = useMemo(() => ({ from: addDays(today, 1 - days), to: today, type }), [type, days, today]);
  const views = useDays(range);
  const { catalogue } = useDiary();
  const [pointed, setPointed] = useState<number | null>(null);
  const [isEntering, setEntering] = useState(false);
  const enterButton = useRef<HTMLButtonElement>(null);
  const metric = describedMetric(catalogue, type, views?.find(({ shown }) => shown !== null)?.shown?.unit);
  const unit = useMemo(() => shownUnit(metric), [metric.code, metric.unit, metric.decimals]);
  const period = useMemo(() => periodOf(views ?? [], today, days), [views, today, days]);
  const standing = useMetricStanding(type, views && views.length > 0);
  useTitle(standing === 'missing' ? 'No such metric' : metric.name);
  const open = useCallback(
    (date: string) => {
      goTo(addressOf({ view: 'history', type, date }));
    },
    [type],
  );
  if (standing === 'missing') return <NoMetric type={type} />;
  const kind = chartKindOf(metric);
  const figures = figuresOf(period, kind === 'band' ? 'samples' : 'days');
  const save = (): void => {
    const name = `${type}-${period.dates[0] ?? ''}-${today}.csv`;
    download(name, new Blob([metricCsv(period)], { type: 'text/csv;charset=utf-8' }));
  };
  const label =
    figures === null
      ? `${metric.name}: no values in ${days} days`
      : `${metric.name} of the last ${days} days, ${shownText(figures.lowest, unit)} to ${shownText(figures.highest, unit)}`;
  return (
    <div data-family={familyOf(type)} style={ownColour(metric)}>
      <ViewHead
        title={metric.name}
        icon={familyOf(type)}
        back={{ to: { view: 'day', date: null }, name: 'Today' }}
      >
        <PeriodSwitch type={type} days={days} />
        <div className="view-actions">
          <button
            ref={enterButton}
            type="button"
            className="button"
            aria-expanded={isEntering}
            disabled={standing === 'unknown'}
            onClick={() => {
              setEntering(!isEntering);
            }}
          >
            <Icon name="plus" size={18} />
            Enter
          </button>
          <button type="button" className="button" disabled={figures === null} onClick={save}>
            <Icon name="download" size={18} />
            CSV
          </button>
        </div>
      </ViewHead>
      {isEntering && (
        <EnterValue
          metric={metric}
          unit={unit}
          today={today}
          onDone={() => {
            setEntering(false);
            enterButton.current?.focus();
          }}
        />
      )}
      {/* Before the days were read nothing is said of them: figures of other widths would move the chart. */}
      {views === undefined ? (
        <div className="loading" aria-busy="true" />
      ) : (
        <>
          <Figures figures={figures} kind={kind} unit={unit} />
          <div className="beside">
            <section className="panel" aria-label="Chart">
              <DayReadout period={period} index={pointed} kind={kind} unit={unit} today={today} />
              <Chart
                period={period}
                kind={kind}
                unit={unit}
                label={label}
                onPoint={setPointed}
                onOpen={open}
              />
              <ChartLegend period={period} kind={kind} />
            </section>
            <section className="panel panel-table" aria-label="Table">
              {figures === null ? (
                <p className="empty">
                  No {metric.name.toLowerCase()} in these {days} days. A longer period may have some.
                </p>
              ) : (
                <DayTable
                  metric={metric}
                  period={period}
                  kind={kind}
                  unit={unit}
                  today={today}
                  pointed={pointed}
                />
              )}
            </section>
          </div>
        </>
      )}
    </div>
  );
}
