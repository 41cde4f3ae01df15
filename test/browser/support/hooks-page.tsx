import { StrictMode, useEffect, useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient, indexedDbStorage, type SyncClient } from '@daybook/sync-client';
import {
  SyncClientProvider,
  useDay,
  useMetric,
  useQueue,
  useSyncClient,
  useSyncStatus,
} from '@daybook/sync-client/react';

/**
 * A page of nothing but the hooks, under StrictMode: `/hooks?subject=<id>&date=<YYYY-MM-DD>`. Each hook stands in an
 * output of its name.
 */
const asked = new URLSearchParams(location.search);
const subject = asked.get('subject') ?? '';
const date = asked.get('date') ?? '';

/** As an app opens its client: in an effect, so that it can be closed again. */
function useClient(): SyncClient | null {
  const [client, setClient] = useState<SyncClient | null>(null);
  useEffect(() => {
    const opened = createClient({
      url: '',
      subject,
      token: null,
      storage: indexedDbStorage({ name: 'hooks' }),
      entities: ['daily_aggregate'],
    });
    setClient(opened);
    return () => {
      setClient(null);
      void opened.close();
    };
  }, []);
  return client;
}

function Hooks(): ReactNode {
  const day = useDay(date, 'steps');
  const days = useMetric('steps', { from: date, to: date });
  const queue = useQueue();
  const { phase } = useSyncStatus();
  return (
    <>
      <output data-testid="day">{day?.shown?.value ?? '–'}</output>
      <output data-testid="metric">{days?.map(({ shown }) => shown?.value).join() ?? '–'}</output>
      <output data-testid="queue">{queue?.pending.count ?? '–'}</output>
      <output data-testid="status">{phase}</output>
      <Write />
    </>
  );
}

function Write(): ReactNode {
  const client = useSyncClient();
  const write = (): void => {
    void client.overwriteTotal({ type: 'steps', date, value: 9000 });
  };
  return (
    <button type="button" onClick={write}>
      Write 9000
    </button>
  );
}

function HooksPage(): ReactNode {
  const client = useClient();
  const [isShown, setShown] = useState(true);
  if (client === null) return null;
  return (
    <SyncClientProvider client={client}>
      <button
        type="button"
        onClick={() => {
          setShown(!isShown);
        }}
      >
        {isShown ? 'Hide' : 'Show'}
      </button>
      {isShown && <Hooks />}
    </SyncClientProvider>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <HooksPage />
  </StrictMode>,
);
