/** A day without a value still has its place, marked by a bar this high. */
const EMPTY_HEIGHT = 1;
/** The share of a day's width that its bar takes. */
const BAR_SHARE = 0.66;
/** Room for the round ends of the line and the dot of the last value. */
const MARGIN = 3.5;

export interface SparkBar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isEmpty: boolean;
}

/** Bars from zero up to the highest value. */
export function sparkBars(values: readonly (number | null)[], width: number, height: number): SparkBar[] {
  const highest = Math.max(0, ...values.filter((value) => value !== null));
  const slot = width / values.length;
  return values.map((value, i) => {
    const tall = value === null || highest === 0 ? 0 : (Math.max(0, value) / highest) * height;
    const shown = Math.max(tall, EMPTY_HEIGHT);
    return {
      x: rounded(i * slot + (slot * (1 - BAR_SHARE)) / 2),
      y: rounded(height - shown),
      width: rounded(slot * BAR_SHARE),
      height: rounded(shown),
      isEmpty: value === null,
    };
  });
}

export interface SparkLine {
  /** SVG path data; the line goes straight over days without a value. */
  readonly path: string;
  readonly last: { readonly x: number; readonly y: number } | null;
}

/** A line between the lowest and the highest value; through the middle if all are the same. */
export function linePath(values: readonly (number | null)[], width: number, height: number): SparkLine {
  const known = values.filter((value) => value !== null);
  const [lowest, highest] = [Math.min(...known), Math.max(...known)];
  const span = highest - lowest;
  const step = (width - 2 * MARGIN) / Math.max(1, values.length - 1);
  const points = values.flatMap((value, i) => {
    if (value === null) return [];
    const share = span === 0 ? 0.5 : (value - lowest) / span;
    return [{ x: rounded(MARGIN + i * step), y: rounded(height - MARGIN - share * (height - 2 * MARGIN)) }];
  });
  return {
    path: points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join(''),
    last: points.at(-1) ?? null,
  };
}

function rounded(length: number): number {
  return Math.round(length * 100) / 100;
}
