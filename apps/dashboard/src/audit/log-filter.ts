import { EVENT_TYPES, isCalendarDate, type EventType } from '@daybook/domain';

/** Which events of a subject are wanted; the dates are local days of the reader, both included. */
export interface LogFilter {
  readonly type: EventType | '';
  readonly from: string;
  readonly to: string;
}

export const WHOLE_LOG: LogFilter = { type: '', from: '', to: '' };

/** The filter that an address says; what it says wrongly is not filtered. */
export function filterOf(search: string): LogFilter {
  const query = new URLSearchParams(search);
  const dateOf = (name: string): string => {
    const date = query.get(name) ?? '';
    return isCalendarDate(date) ? date : '';
  };
  const type = EVENT_TYPES.find((each) => each === query.get('type')) ?? '';
  return { type, from: dateOf('from'), to: dateOf('to') };
}

/** The filter as the end of an address, `''` for the whole log. */
export function filterSearch(filter: LogFilter): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== '') as string[][]);
  return query.size === 0 ? '' : `?${query.toString()}`;
}
