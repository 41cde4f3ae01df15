import type { JsonPath } from '../json-sieve.js';

/** What stands at a path of an export: `{data: {metrics: [{name, units, data: […]}], workouts: […], …}}`. */
export type PayloadPlace =
  | { readonly kind: 'container' }
  | { readonly kind: 'metric field'; readonly metric: string; readonly field: 'name' | 'units' }
  | { readonly kind: 'point'; readonly metric: string }
  | { readonly kind: 'other section'; readonly section: string }
  | { readonly kind: 'exported at' }
  | { readonly kind: 'elsewhere' };

const CONTAINER: PayloadPlace = { kind: 'container' };
const ELSEWHERE: PayloadPlace = { kind: 'elsewhere' };
const EXPORTED_AT: PayloadPlace = { kind: 'exported at' };

/** Sections of which at least one makes a file an export of the app. */
const SECTIONS: ReadonlySet<string | number> = new Set(['metrics', 'workouts']);
const MOMENT_NAMES: ReadonlySet<string | number> = new Set(['exportedAt', 'exportDate', 'exported_at']);

/**
 * A file may hold one payload or an array of them, and `data` may be left out: neither changes what a metric
 * is.
 */
export function placeOf(path: JsonPath): PayloadPlace {
  const inArray = typeof path[0] === 'number' ? 1 : 0;
  const root = path[inArray] === 'data' ? inArray + 1 : inArray;
  const [section, index, field, ...rest] = path.slice(root);
  if (section === undefined) return CONTAINER;
  if (index === undefined) return MOMENT_NAMES.has(section) ? EXPORTED_AT : CONTAINER;
  if (typeof index !== 'number') return ELSEWHERE;
  if (section !== 'metrics')
    return field === undefined ? { kind: 'other section', section: String(section) } : ELSEWHERE;
  const metric = `${inArray === 1 ? path[0] : ''}/${index}`;
  if (field === undefined) return CONTAINER;
  if ((field === 'name' || field === 'units') && rest.length === 0)
    return { kind: 'metric field', metric, field };
  if (field !== 'data') return ELSEWHERE;
  if (rest.length === 0) return CONTAINER;
  return rest.length === 1 ? { kind: 'point', metric } : ELSEWHERE;
}

/** Whether a path can only come from an export of the app. */
export function isExportSection(path: JsonPath): boolean {
  return SECTIONS.has(path.at(-1) ?? '') && placeOf(path).kind === 'container';
}
