import type { Page, WireMetricType } from '@daybook/contract';
import { requestJson } from '../fetching/request.js';

/** Everything that the page knows of metrics, by code. It comes from the server, so that a new metric needs no new page. */
export type Catalogue = ReadonlyMap<string, WireMetricType>;

/** The form of what is kept; another one is asked for again. */
const KEY = 'daybook.metric-types.1';

function catalogueOf(types: readonly WireMetricType[]): Catalogue {
  return new Map(types.map((type) => [type.code, type]));
}

/** What the server said last time, for a page that opens without it. */
export function keptCatalogue(): Catalogue {
  const text = localStorage.getItem(KEY);
  return catalogueOf(text === null ? [] : (JSON.parse(text) as WireMetricType[]));
}

/** The subject's own catalogue, kept for the next time. @throws ApiProblem */
export async function loadCatalogue(signal: AbortSignal): Promise<Catalogue> {
  const { items } = await requestJson<Page<WireMetricType>>('/api/metric-types', signal);
  localStorage.setItem(KEY, JSON.stringify(items));
  return catalogueOf(items);
}

/** The catalogue of somebody else, for an auditor. @throws ApiProblem */
export async function loadCatalogueOf(userId: string, signal: AbortSignal): Promise<Catalogue> {
  const { items } = await requestJson<Page<WireMetricType>>(`/api/subjects/${userId}/metric-types`, signal);
  return catalogueOf(items);
}

/**
 * A catalogue with the metrics that its subject has defined since it was said; a definition never changes. One that was
 * never said stays empty: with these alone it would seem to say that there are no others.
 */
export function withOwn(catalogue: Catalogue, own: readonly WireMetricType[]): Catalogue {
  if (catalogue.size === 0) return catalogue;
  const news = own.filter(({ code }) => !catalogue.has(code));
  return news.length === 0 ? catalogue : new Map([...catalogue, ...catalogueOf(news)]);
}

export function forgetCatalogue(): void {
  localStorage.removeItem(KEY);
}

/** A metric that the catalogue does not know yet is shown under its code rather than not at all. */
export function describedMetric(catalogue: Catalogue, code: string, unit = ''): WireMetricType {
  return catalogue.get(code) ?? { ...UNKNOWN, code, name: nameOf(code), unit };
}

const UNKNOWN: Omit<WireMetricType, 'code' | 'name' | 'unit'> = {
  kind: 'cumulative',
  units: [],
  range: null,
  daily: 'sum',
  decimals: null,
  healthKit: null,
  healthConnect: null,
  custom: false,
  colour: null,
  icon: null,
  revision: null,
  mutationId: null,
  recordedAt: null,
};

function nameOf(code: string): string {
  const words = code.replace(/^x_/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
