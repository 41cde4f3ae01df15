import uPlot from 'uplot';
import { axisDate, axisMonth } from '../format/format-date.js';
import { isCalendarDate, type SleepStage } from '@daybook/domain';
import type { ShownUnit } from '../format/shown-unit.js';
import type { ChartColours } from './chart-colours.js';
import type { ChartData, Track } from './chart-data.js';
import type { ChartKind } from './chart-kind.js';

const HALF_DAY_SECONDS = 43_200;
/** Beyond a season the axis names months. */
const MONTHS_FROM_DAYS = 120;
/** A dot a day while the days stand apart. */
const DOTS_UP_TO_DAYS = 90;
/** What the numbers beside the chart take at least, so that charts of several metrics stand alike. */
const Y_AXIS_MIN_PX = 46;
const Y_AXIS_GAP_PX = 6;
/** Of a 12 px label: a letter with its share of the gap to the next label. */
const LABEL_LETTER_PX = 8;
const AXIS_FONT = '12px Inter, system-ui, sans-serif';

export interface ChartLook {
  readonly kind: ChartKind;
  readonly unit: ShownUnit;
  readonly colours: ChartColours;
  /** In the unit of the axis, as the figures above the chart have it: of a night the sleep without the waking. */
  readonly average: number | null;
  readonly width: number;
  readonly height: number;
  /** Told of the day under the pointer, by its index, or `null`. */
  readonly onPoint: (index: number | null) => void;
}

export function chartOptions({ tracks, columns }: ChartData, look: ChartLook): uPlot.Options {
  const { kind, unit, colours, average, width, height, onPoint } = look;
  const length = columns[0].length;
  return {
    width,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    legend: { show: false },
    padding: [12, 4, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { show: kind === 'band' } },
    scales: {
      x: { range: (_, min, max) => [min - HALF_DAY_SECONDS, max + HALF_DAY_SECONDS] },
      y: { range: (_, min, max) => yRange(kind, min, max) },
    },
    axes: [
      {
        ...axis(colours),
        grid: { show: false },
        ticks: { show: false },
        size: 30,
        space: labelWidth(length),
        values: dateLabels(length),
      },
      {
        ...axis(colours),
        ticks: { show: false },
        size: yAxisWidth,
        // Where there is nothing the axis has no scale, and numbers on it would be made up.
        values: (_, splits) => (average === null ? splits.map(() => '') : splits.map(numberLabel(unit))),
      },
    ],
    series: [{}, ...tracks.map((track) => series(track, kind, colours, length))],
    ...(kind === 'band' && { bands: [{ series: [1, 2], fill: colours.band }] }),
    hooks: {
      draw: kind === 'band' ? [] : [averageLine(average, colours)],
      setCursor: [
        ({ cursor }) => {
          onPoint(cursor.idx ?? null);
        },
      ],
    },
  };
}

/** A dashed line says at a glance which days were more than usual. */
function averageLine(value: number | null, { text }: ChartColours): (plot: uPlot) => void {
  return (plot) => {
    if (value === null) return;
    const { ctx, bbox } = plot;
    const y = Math.round(plot.valToPos(value, 'y', true)) + 0.5;
    ctx.save();
    ctx.strokeStyle = text;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([2 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  };
}

function axis({ grid, text }: ChartColours): uPlot.Axis {
  return { stroke: text, font: AXIS_FONT, grid: { stroke: grid, width: 1 }, gap: Y_AXIS_GAP_PX };
}

function yRange(kind: ChartKind, min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) return [0, 1];
  if (kind !== 'band') return [0, max === 0 ? 1 : max * 1.05];
  const margin = max === min ? Math.max(1, Math.abs(max) * 0.05) : (max - min) * 0.12;
  return [min - margin, max + margin];
}

function dateLabel(length: number): (date: string) => string {
  return length > MONTHS_FROM_DAYS ? axisMonth : axisDate;
}

/** Locales write dates shorter or longer; September is a long one in most. */
function labelWidth(length: number): number {
  return dateLabel(length)('2026-09-30').length * LABEL_LETTER_PX;
}

/** As wide as its widest number: some languages write a thousand as a word. */
function yAxisWidth({ ctx }: uPlot, labels: readonly string[] | null): number {
  ctx.save();
  ctx.font = AXIS_FONT;
  const widest = Math.max(0, ...(labels ?? []).map((label) => ctx.measureText(label).width));
  ctx.restore();
  return Math.max(Y_AXIS_MIN_PX, Math.ceil(widest) + 2 * Y_AXIS_GAP_PX);
}

function dateLabels(length: number): (plot: uPlot, splits: number[]) => string[] {
  const label = dateLabel(length);
  const halfLabel = labelWidth(length) / 2;
  return ({ bbox, scales: { x } }, splits) =>
    splits.map((seconds) => {
      const plotWidth = bbox.width / devicePixelRatio;
      const date = new Date(seconds * 1000).toISOString();
      // A week shown wide has splits within a day, and a day has one name.
      if (date.slice(11, 19) !== '00:00:00' || !isCalendarDate(date.slice(0, 10))) return '';
      const [min = 0, max = 1] = [x?.min, x?.max];
      // What would stick out at the end is cut by the canvas.
      const toEnd = ((max - seconds) / (max - min)) * plotWidth;
      return toEnd < halfLabel ? '' : label(date.slice(0, 10));
    });
}

function numberLabel(unit: ShownUnit): (value: number) => string {
  const format = new Intl.NumberFormat(undefined, {
    notation: 'compact',
    maximumFractionDigits: 2,
    useGrouping: true,
  });
  return (value) => (unit.style === 'clock' ? `${format.format(value)} h` : format.format(value));
}

function series(track: Track, kind: ChartKind, colours: ChartColours, length: number): uPlot.Series {
  switch (track) {
    case 'max':
    case 'min':
      return { stroke: 'transparent', points: { show: false }, spanGaps: true };
    case 'value':
      return kind === 'bars' ? bars(colours.bar, length) : line(colours, length);
    case 'entered':
      return kind === 'bars'
        ? bars(colours.entered, length)
        : { stroke: 'transparent', points: { show: true, size: 8, fill: colours.entered, width: 0 } };
    default:
      return bars(colours.stages[track satisfies SleepStage], length);
  }
}

function line({ hue }: ChartColours, length: number): uPlot.Series {
  const points = { show: length <= DOTS_UP_TO_DAYS, size: 5, fill: hue, width: 0 };
  return { stroke: hue, width: 2, spanGaps: true, points };
}

function bars(fill: string, length: number): uPlot.Series {
  const radius = length <= DOTS_UP_TO_DAYS ? 0.18 : 0;
  const paths = uPlot.paths.bars?.({ size: [length <= DOTS_UP_TO_DAYS ? 0.68 : 0.86, 44], radius });
  return { fill, width: 0, points: { show: false }, ...(paths && { paths }) };
}
