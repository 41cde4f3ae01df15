import { useEffect, useState, type ReactNode } from 'react';
import { useSyncClient } from '@daybook/sync-client/react';

/** Says to whoever does not see the marks that everything entered here has arrived. */
export function Announcer(): ReactNode {
  const client = useSyncClient();
  const [words, setWords] = useState('');
  useEffect(
    () =>
      client.subscribe((event) => {
        if (event.type === 'queue') setWords('');
        if (event.type === 'drained' && event.failed === 0)
          setWords('Everything that was entered here is on the server');
      }),
    [client],
  );
  return (
    <p className="unseen" role="status">
      {words}
    </p>
  );
}
