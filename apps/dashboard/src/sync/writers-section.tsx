import { useCallback, type ReactNode } from 'react';
import type { SyncStatus } from '@daybook/contract';
import { useDiary } from '../diary/diary-context.js';
import { useSyncStatus } from '@daybook/sync-client/react';
import { requestJson } from '../fetching/request.js';
import { useLoaded } from '../fetching/use-loaded.js';
import { elapsedTime } from '../format/elapsed-time.js';
import { sourceName } from '../format/source-name.js';
import { Link } from '../routing/link.js';
import { Icon } from '../shell/icon.js';
import { useNow } from '../shell/use-now.js';

/** Enough of an id to tell a handful of devices apart. */
const ID_SHOWN = 8;

/** Who has written into the diary, and when last. */
export function WritersSection(): ReactNode {
  const { userId } = useDiary();
  const { levelAt } = useSyncStatus();
  const load = useCallback(
    (signal: AbortSignal) => requestJson<SyncStatus>(`/api/subjects/${userId}/sync/status`, signal),
    // Asked again whenever the copy became level: somebody has written.
    [userId, levelAt],
  );
  const [{ state, value }] = useLoaded(load);
  const now = useNow();
  const sources = newestFirst(value?.lastWriteAt.sources);
  const devices = newestFirst(value?.lastWriteAt.devices);
  return (
    <section className="panel panel-tall" aria-labelledby="writers-title" aria-busy={state === 'loading'}>
      <h2 id="writers-title" className="panel-title">
        <Icon name="activity" />
        Sources and devices
      </h2>
      {value === undefined && state === 'failed' && (
        <p className="quiet">The server knows them, and it does not answer now.</p>
      )}
      {value !== undefined && sources.length === 0 && <p className="quiet">Nothing has been written yet.</p>}
      <dl className="facts">
        {sources.map(([source, at]) => (
          <Writer key={source} name={sourceName(source)} at={at} now={now} />
        ))}
        {devices.map(([device, at]) => (
          <Writer key={device} name={`Device ${device.slice(-ID_SHOWN)}`} at={at} now={now} />
        ))}
      </dl>
      <p className="panel-foot">
        <Link to={{ view: 'audit', subject: userId }}>Read the log and verify its chain</Link>
      </p>
    </section>
  );
}

function Writer({
  name,
  at,
  now,
}: {
  readonly name: string;
  readonly at: string;
  readonly now: number;
}): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <time dateTime={at}>{elapsedTime(Date.parse(at), now)}</time>
      </dd>
    </>
  );
}

function newestFirst(lastWrites: Readonly<Record<string, string>> = {}): (readonly [string, string])[] {
  return Object.entries(lastWrites).sort(([, a], [, b]) => b.localeCompare(a));
}
