import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ShownUnit } from '../format/shown-unit.js';
import { onThemeChange } from '../shell/theme.js';
import { chartColours } from './chart-colours.js';
import { chartData, chartPer } from './chart-data.js';
import type { ChartKind } from './chart-kind.js';
import { chartOptions } from './chart-options.js';
import { figuresOf, type Period } from './period.js';

/** The same at every width, so that the page does not move when the chart arrives. */
const HEIGHT = 320;

interface ChartProps {
  readonly period: Period;
  readonly kind: ChartKind;
  readonly unit: ShownUnit;
  /** What a screen reader says; the table beside holds every value. */
  readonly label: string;
  readonly onPoint: (index: number | null) => void;
  readonly onOpen: (date: string) => void;
}

/** The days of a period, drawn. A click opens the day under the pointer. */
export function Chart({ period, kind, unit, label, onPoint, onOpen }: ChartProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const pointed = useRef<number | null>(null);
  const width = useWidth(frame);
  const colourScheme = useColourScheme();
  useEffect(() => {
    const place = frame.current;
    if (place === null || width === 0) return;
    const data = chartData(period, kind, unit);
    const tell = (index: number | null): void => {
      pointed.current = index;
      onPoint(index);
    };
    const figures = figuresOf(period, 'days');
    const average = figures === null ? null : figures.average / chartPer(unit);
    const look = { kind, unit, colours: chartColours(place), average, width, height: HEIGHT, onPoint: tell };
    const plot = new uPlot(chartOptions(data, look), data.columns as uPlot.AlignedData, place);
    return () => {
      plot.destroy();
    };
  }, [period, kind, unit, width, colourScheme, onPoint]);
  const open = (): void => {
    const date = pointed.current === null ? undefined : period.dates[pointed.current];
    if (date !== undefined) onOpen(date);
  };
  return (
    <div
      ref={frame}
      className="chart"
      data-testid="chart"
      role="img"
      aria-label={label}
      style={{ height: HEIGHT }}
      onClick={open}
    />
  );
}

function useWidth(frame: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const place = frame.current;
    if (place === null) return;
    const watch = new ResizeObserver(([entry]) => {
      setWidth(Math.floor(entry?.contentRect.width ?? 0));
    });
    watch.observe(place);
    return () => {
      watch.disconnect();
    };
  }, [frame]);
  return width;
}

/** A canvas keeps the colours that it was painted with. */
function useColourScheme(): string {
  return useSyncExternalStore(onThemeChange, () => {
    const chosen = document.documentElement.dataset['theme'];
    return chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  });
}
