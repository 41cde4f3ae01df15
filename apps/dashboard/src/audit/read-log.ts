import { PAGE_MAX_ROWS, type AuditEvent } from '@daybook/contract';
import { request } from '../fetching/request.js';
import { WHOLE_LOG, type LogFilter } from './log-filter.js';

export interface LogPage {
  readonly text: string;
  readonly lines: readonly AuditEvent[];
  /** `after` of the next page. */
  readonly next: string | null;
  readonly hasMore: boolean;
}

/** @throws ApiProblem */
export async function readLogPage(
  userId: string,
  filter: LogFilter,
  after: string | null,
  signal: AbortSignal,
  limit = PAGE_MAX_ROWS,
): Promise<LogPage> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (after !== null) query.set('after', after);
  if (filter.type !== '') query.set('type', filter.type);
  if (filter.from !== '') query.set('from', startOfDay(filter.from, 0));
  if (filter.to !== '') query.set('to', startOfDay(filter.to, 1));
  const response = await request(`/api/subjects/${userId}/audit/events?${query.toString()}`, { signal });
  const text = await response.text();
  const lines = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as AuditEvent]));
  return {
    text,
    lines,
    next: response.headers.get('daybook-next'),
    hasMore: response.headers.get('link')?.includes('rel="next"') === true,
  };
}

/** The whole log of a subject, page by page. @throws ApiProblem */
export async function* readLog(userId: string, signal: AbortSignal): AsyncGenerator<LogPage> {
  let after: string | null = null;
  for (;;) {
    const page: LogPage = await readLogPage(userId, WHOLE_LOG, after, signal);
    yield page;
    if (!page.hasMore || page.next === null) return;
    after = page.next;
  }
}

/** Midnight of the reader's own clock, `days` later. */
function startOfDay(date: string, days: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day + days).toISOString();
}
