import { Fragment, useMemo, type ReactNode } from 'react';
import type { SyncStatus } from '@daybook/contract';
import { WHOLE_LOG } from '../audit/log-filter.js';
import { useDiary } from '../diary/diary-context.js';
import { requestJson } from '../fetching/request.js';
import { useLoaded } from '../fetching/use-loaded.js';
import { elapsedTime } from '../format/elapsed-time.js';
import { sourceName } from '../format/source-name.js';
import { Link } from '../routing/link.js';
import { Icon } from '../shell/icon.js';
import { useNow } from '../shell/use-now.js';
import { useLevelAt } from './use-level-at.js';

/** Where the diary's values come from, and when each source wrote last. */
export function SourcesSection(): ReactNode {
  const { userId } = useDiary();
  const levelAt = useLevelAt();
  const load = useMemo(
    () =>
      levelAt === undefined
        ? null
        : (signal: AbortSignal) => requestJson<SyncStatus>(`/api/subjects/${userId}/sync/status`, signal),
    // Asked again whenever the copy became level: somebody has written.
    [userId, levelAt],
  );
  const [loaded] = useLoaded(load);
  const { state, value } = loaded;
  const now = useNow();
  const sources = newestFirst(value?.lastWriteAt.sources);
  return (
    <section className="panel" aria-labelledby="sources-title" aria-busy={state === 'loading'}>
      <h2 id="sources-title" className="panel-title">
        <Icon name="activity" />
        Sources
      </h2>
      {value === undefined && loaded.state === 'failed' && <p className="quiet">{loaded.problem.message}</p>}
      {value !== undefined && sources.length === 0 && <p className="quiet">Nothing has been written yet.</p>}
      <dl className={loaded.state === 'loading' && loaded.isFirst ? 'facts facts-coming' : 'facts'}>
        {sources.map(([source, at]) => (
          <Fragment key={source}>
            <dt>{sourceName(source)}</dt>
            <dd>
              <time dateTime={at}>{elapsedTime(Date.parse(at), now)}</time>
            </dd>
          </Fragment>
        ))}
      </dl>
      <p className="panel-foot">
        <Link to={{ view: 'audit', subject: userId, filter: WHOLE_LOG }}>
          Read the log and verify its chain
        </Link>
      </p>
    </section>
  );
}

function newestFirst(lastWrites: Readonly<Record<string, string>> = {}): (readonly [string, string])[] {
  return Object.entries(lastWrites).sort(([, a], [, b]) => b.localeCompare(a));
}
