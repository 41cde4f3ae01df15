import type { WireMetricType } from '@daybook/contract';

/**
 * How a metric's canonical value is shown: divided by `per`, with `decimals`, followed by `symbol`. `clock` values are
 * minutes that are shown as hours and minutes.
 */
export interface ShownUnit {
  readonly symbol: string;
  /** The symbol in words, for headings of columns and for a screen reader. */
  readonly words: string;
  readonly per: number;
  readonly decimals: number;
  /** As many as `decimals`, so that columns stand straight, or none where nobody said how many there are. */
  readonly fewestDecimals: number;
  readonly style: 'plain' | 'clock';
}

type Described = Pick<WireMetricType, 'code' | 'unit' | 'decimals'>;

/** What is counted, where the name of the metric alone leaves it open. */
const COUNTED: Readonly<Record<string, string>> = {
  steps: 'steps',
  flights_climbed: 'floors',
  push_count: 'pushes',
  respiratory_rate: 'breaths/min',
  cycling_cadence: 'rpm',
};

/** UCUM is for machines. Units that are not here are shown as they are. */
const SYMBOLS: Readonly<Record<string, string>> = {
  count: '',
  '/min': 'bpm',
  'mm[Hg]': 'mmHg',
  'kg/m2': 'kg/m²',
  'kcal/(kg.h)': 'kcal/kg/h',
  'mL/(kg.min)': 'mL/kg/min',
  'dB[SPL]': 'dB',
  '[iU]': 'IU',
  '{score}': '',
  Cel: '°C',
};

/** An own metric says nothing of its decimals; up to two are enough for what people write down. */
const DECIMALS_UNSAID = 2;

/** Ten metres are what a walk to the corner shows. */
const KILOMETRE_DECIMALS = 2;

export function shownUnit({ code, unit, decimals: said }: Described): ShownUnit {
  const decimals = said ?? DECIMALS_UNSAID;
  if (unit === 'min') return { ...plain('min', 'minutes', { per: 1, decimals: 0 }), style: 'clock' };
  if (unit === '1') return plain('%', 'percent', { per: 0.01, decimals: Math.max(0, decimals - 2) });
  if (unit === 'm' && code.startsWith('distance_')) {
    return plain('km', 'kilometres', { per: 1000, decimals: KILOMETRE_DECIMALS });
  }
  // Nobody writes a vitamin in grams with six zeros: its decimals say which prefix its label has.
  if (unit === 'g' && decimals >= 6) return plain('µg', 'micrograms', { per: 1e-6, decimals: decimals - 6 });
  if (unit === 'g' && decimals >= 3) return plain('mg', 'milligrams', { per: 1e-3, decimals: decimals - 3 });
  if (unit === 'S') return plain('µS', 'microsiemens', { per: 1e-6, decimals: Math.max(0, decimals - 6) });
  const symbol = COUNTED[code] ?? SYMBOLS[unit] ?? unit;
  const shown = plain(symbol, symbol, { per: 1, decimals });
  return said === null ? { ...shown, fewestDecimals: 0 } : shown;
}

function plain(symbol: string, words: string, scale: Pick<ShownUnit, 'per' | 'decimals'>): ShownUnit {
  return { symbol, words, ...scale, fewestDecimals: scale.decimals, style: 'plain' };
}
