import { isCalendarDate, isUuid } from '@daybook/domain';
import { filterOf, filterSearch, type LogFilter } from '../audit/log-filter.js';

/** Where the page is. The address says it whole, so that it can be kept and sent. */
export type Route =
  | { readonly view: 'day'; readonly date: string | null }
  | { readonly view: 'metrics' }
  | { readonly view: 'metric'; readonly type: string; readonly days: number }
  | { readonly view: 'history'; readonly type: string; readonly date: string }
  | { readonly view: 'sync' }
  | { readonly view: 'audit'; readonly subject: string | null; readonly filter: LogFilter }
  | { readonly view: 'nowhere' };

/** How many days a chart can show. */
export const CHART_DAYS = [7, 30, 90, 365] as const;
export const CHART_DAYS_FIRST = 30;

export function routeOf({ pathname, search }: Pick<URL, 'pathname' | 'search'>): Route {
  const [view = '', first, second, ...more] = pathname.split('/').slice(1).map(decoded);
  if (more.length > 0) return { view: 'nowhere' };
  if (second === undefined) return routeOfTwo(view, first, search);
  const isHistory = view === 'metric' && first !== undefined && isCalendarDate(second);
  return isHistory ? { view: 'history', type: first, date: second } : { view: 'nowhere' };
}

function routeOfTwo(view: string, first: string | undefined, search: string): Route {
  if (first === undefined) return routeOfOne(view, search);
  if (view === 'day' && isCalendarDate(first)) return { view: 'day', date: first };
  if (view === 'audit' && isUuid(first))
    return { view: 'audit', subject: first.toLowerCase(), filter: filterOf(search) };
  if (view === 'metric' && first !== '') return { view: 'metric', type: first, days: daysOf(search) };
  return { view: 'nowhere' };
}

function routeOfOne(view: string, search: string): Route {
  switch (view) {
    case '':
      return { view: 'day', date: null };
    case 'metric':
      return { view: 'metrics' };
    case 'sync':
      return { view: 'sync' };
    case 'audit':
      return { view: 'audit', subject: null, filter: filterOf(search) };
    default:
      return { view: 'nowhere' };
  }
}

function daysOf(search: string): number {
  const asked = Number(new URLSearchParams(search).get('days'));
  return CHART_DAYS.find((days) => days === asked) ?? CHART_DAYS_FIRST;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray percent sign names nothing that is here.
    return part;
  }
}

export function addressOf(route: Exclude<Route, { view: 'nowhere' }>): string {
  switch (route.view) {
    case 'day':
      return route.date === null ? '/' : `/day/${route.date}`;
    case 'metrics':
      return '/metric';
    case 'metric': {
      const path = `/metric/${encodeURIComponent(route.type)}`;
      return route.days === CHART_DAYS_FIRST ? path : `${path}?days=${route.days}`;
    }
    case 'history':
      return `/metric/${encodeURIComponent(route.type)}/${route.date}`;
    case 'sync':
      return '/sync';
    case 'audit':
      return (route.subject === null ? '/audit' : `/audit/${route.subject}`) + filterSearch(route.filter);
  }
}
