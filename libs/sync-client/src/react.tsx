import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { ClientEvent } from './shell/client-event.js';
import type { ClientStatus } from './shell/client-status.js';
import type { QueueView } from './shell/queue-view.js';
import type { SyncClient } from './shell/sync-client.js';
import { LiveQuery } from './view/live-query.js';
import type { DayView } from './view/view.js';

const ClientContext = createContext<SyncClient | null>(null);

/** Gives the client to the hooks below it. */
export function SyncClientProvider(props: {
  readonly client: SyncClient;
  readonly children?: ReactNode;
}): ReactNode {
  return <ClientContext value={props.client}>{props.children}</ClientContext>;
}

/** The client of the nearest {@link SyncClientProvider}. */
export function useSyncClient(): SyncClient {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('a SyncClientProvider is missing above this component');
  return client;
}

/** One metric on one day, live; `undefined` until it was read from the device. */
export function useDay(date: string, type: string): DayView | undefined {
  const read = useCallback((client: SyncClient) => client.view.day(date, type), [date, type]);
  const concerns = useCallback(
    (event: ClientEvent) => touches(event, `${date}/${type}`, `${date}/${type}`),
    [date, type],
  );
  return useLive(read, concerns);
}

/** One metric over a range of days, both ends included, live; days without a value are left out. */
export function useMetric(
  type: string,
  range: { readonly from: string; readonly to: string },
): readonly DayView[] | undefined {
  const { from, to } = range;
  const read = useCallback((client: SyncClient) => client.view.days({ from, to, type }), [from, to, type]);
  const concerns = useCallback((event: ClientEvent) => touches(event, from, `${to}/\uffff`), [from, to]);
  return useLive(read, concerns);
}

/** What waits and what failed, live. */
export function useQueue(): QueueView | undefined {
  return useLive(readQueue, concernsQueue);
}

/** The state of the sync, live. */
export function useSyncStatus(): ClientStatus {
  const client = useSyncClient();
  const subscribe = useCallback((changed: () => void) => client.subscribe(changed), [client]);
  return useSyncExternalStore(
    subscribe,
    () => client.status,
    () => client.status,
  );
}

function useLive<Result>(
  read: (client: SyncClient) => Promise<Result>,
  concerns: (event: ClientEvent) => boolean,
): Result | undefined {
  const client = useSyncClient();
  const query = useMemo(() => new LiveQuery(client, read, concerns), [client, read, concerns]);
  const [, setFailure] = useState<unknown>();
  useEffect(
    () =>
      query.onFailure((error) => {
        // Thrown while rendering, so that the nearest error boundary shows it.
        setFailure(() => {
          throw error;
        });
      }),
    [query],
  );
  return useSyncExternalStore(query.subscribe, query.current, query.current);
}

const readQueue = (client: SyncClient): Promise<QueueView> => client.queue();
const concernsQueue = ({ type }: ClientEvent): boolean =>
  type === 'queue' || type === 'failed' || type === 'status';

/** Whether an event names a day of the range, or whatever may be anywhere. */
function touches(event: ClientEvent, from: string, to: string): boolean {
  return event.type === 'view' && event.days.some((day) => day === '' || (day >= from && day <= to));
}
