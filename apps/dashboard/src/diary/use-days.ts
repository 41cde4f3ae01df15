import { useEffect, useState } from 'react';
import type { ClientEvent, DayView } from '@daybook/sync-client';
import { useDiary } from './diary-context.js';

export interface DayRange {
  readonly from: string;
  readonly to: string;
  readonly type?: string;
}

/** An import changes days by the thousand: the page reads again at most this often. */
const READ_EVERY_MS = 120;

/**
 * What a range of days shows, live; `undefined` until it was read once. The range must keep its identity for as long
 * as it is the same. What was shown stays until the answer for another range is there.
 */
export function useDays(range: DayRange): readonly DayView[] | undefined {
  const { client } = useDiary();
  const [days, setDays] = useState<readonly DayView[]>();
  useEffect(() => {
    let isOver = false;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let readAt = -Infinity;
    const read = (): void => {
      waiting = undefined;
      readAt = performance.now();
      client.view.days(range).then(
        (found) => {
          if (!isOver) setDays(found);
        },
        () => undefined, // A closed or broken storage speaks for itself, as a fault of the client.
      );
    };
    const unsubscribe = client.subscribe((event) => {
      if (waiting === undefined && concerns(event, range)) {
        waiting = setTimeout(read, Math.max(0, readAt + READ_EVERY_MS - performance.now()));
      }
    });
    read();
    return () => {
      isOver = true;
      clearTimeout(waiting);
      unsubscribe();
    };
  }, [client, range]);
  return days;
}

function concerns(event: ClientEvent, { from, to, type }: DayRange): boolean {
  if (event.type !== 'view') return false;
  return event.days.some((day) => {
    const date = day.slice(0, from.length);
    return date >= from && date <= to && (type === undefined || day.endsWith(`/${type}`));
  });
}
