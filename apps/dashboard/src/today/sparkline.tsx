import type { ReactNode } from 'react';
import type { MetricKind } from '@daybook/domain';
import { linePath, sparkBars } from './spark-geometry.js';

/** Drawn in these units and stretched to the tile's width. */
const WIDTH = 140;
const HEIGHT = 40;

interface SparklineProps {
  readonly kind: MetricKind;
  /** One value a day, oldest first, `null` for a day without; the last is the day of the tile. */
  readonly values: readonly (number | null)[];
  /** What a screen reader says in its place. */
  readonly label: string;
}

/** Two weeks at a glance: bars for what adds up over a day, a line for what is measured. */
export function Sparkline({ kind, values, label }: SparklineProps): ReactNode {
  const isEmpty = values.every((value) => value === null);
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {kind === 'cumulative' || isEmpty ? <Bars values={values} /> : <Line values={values} />}
    </svg>
  );
}

function Bars({ values }: Pick<SparklineProps, 'values'>): ReactNode {
  return sparkBars(values, WIDTH, HEIGHT).map(({ x, y, width, height, isEmpty }, i) => (
    <rect
      key={i}
      className={isEmpty ? 'spark-empty' : i === values.length - 1 ? 'spark-now' : 'spark-past'}
      x={x}
      y={y}
      width={width}
      height={height}
      rx={1.2}
    />
  ));
}

function Line({ values }: Pick<SparklineProps, 'values'>): ReactNode {
  const { path, last } = linePath(values, WIDTH, HEIGHT);
  return (
    <>
      <path className="spark-line" d={path} />
      {last && <path className="spark-dot" d={`M${last.x} ${last.y}h0.01`} />}
    </>
  );
}
