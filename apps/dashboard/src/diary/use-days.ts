import { useEffect, useState } from 'react';
import type { ClientEvent, DayView } from '@daybook/sync-client';
import { useSyncClient } from '@daybook/sync-client/react';

export interface DayRange {
  readonly from: string;
  readonly to: string;
  readonly type?: string;
}

/** An import changes days by the thousand: the page reads again at most this often. */
const READ_EVERY_MS = 120;

/**
 * What a range of days shows, of one metric or of all, live; `undefined` until it was read once. The range must keep
 * its identity for as long as it is the same. Of another range the days before stay until its own are there, so that
 * a chart does not blink.
 */
export function useDays(range: DayRange): readonly DayView[] | undefined {
  const client = useSyncClient();
  const [days, setDays] = useState<readonly DayView[]>();
  useEffect(() => {
    let isOver = false;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let readAt = -Infinity;
    // Where nothing is shown yet the first days are not kept waiting: the page would call the diary empty meanwhile.
    let isEmpty = true;
    const read = (): void => {
      waiting = undefined;
      readAt = performance.now();
      client.view.days(range).then(
        (found) => {
          isEmpty = found.length === 0;
          if (!isOver) setDays(found);
        },
        (error: unknown) => {
          // Thrown while rendering, so that the error boundary shows it.
          if (!isOver) setDays(() => raise(error));
        },
      );
    };
    const unsubscribe = client.subscribe((event) => {
      if (waiting === undefined && concerns(event, range)) {
        const dueAt = isEmpty ? 0 : readAt + READ_EVERY_MS;
        waiting = setTimeout(read, Math.max(0, dueAt - performance.now()));
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

/** Whether an event names a day of the range, or whatever may be anywhere (`''`). */
function concerns(event: ClientEvent, { from, to, type }: DayRange): boolean {
  if (event.type !== 'view') return false;
  return event.days.some((day) => {
    const date = day.slice(0, from.length);
    return day === '' || (date >= from && date <= to && (type === undefined || day.endsWith(`/${type}`)));
  });
}

function raise(error: unknown): never {
  throw error;
}
