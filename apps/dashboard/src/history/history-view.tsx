import { useCallback, type ReactNode } from 'react';
import { useDay } from '@daybook/sync-client/react';
import { describedMetric } from '../catalogue/catalogue.js';
import { familyOf } from '../catalogue/family.js';
import { ownColour } from '../catalogue/own-colour.js';
import { useMetricStanding } from '../catalogue/use-metric-standing.js';
import { useDiary } from '../diary/diary-context.js';
import { useAgainOnceLive } from '../fetching/use-again-once-live.js';
import { useLoaded } from '../fetching/use-loaded.js';
import { longDate } from '../format/format-date.js';
import { shownText } from '../format/format-value.js';
import { shownUnit } from '../format/shown-unit.js';
import { sourceName } from '../format/source-name.js';
import { CHART_DAYS_FIRST } from '../routing/route.js';
import { NoMetric } from '../metric/no-metric.js';
import { overrideText } from '../today/override-text.js';
import { Failed } from '../shell/failed.js';
import { useTitle } from '../shell/use-title.js';
import { ViewHead } from '../shell/view-head.js';
import { AsOf } from './as-of.js';
import { loadHistory } from './day-history.js';
import { queuedLines } from './queued-lines.js';
import { RevisionTable } from './revision-table.js';

interface HistoryViewProps {
  readonly type: string;
  readonly date: string;
  readonly today: string;
}

/**
 * How one metric of one day came about. The log is on the server: without it there is only the present, and what was
 * entered here and waits.
 */
export function HistoryView({ type, date, today }: HistoryViewProps): ReactNode {
  const { catalogue, userId } = useDiary();
  const here = useDay(date, type);
  const now = here?.confirmed ?? null;
  const revision = now?.revision;
  const load = useCallback(
    (signal: AbortSignal) => loadHistory({ userId, type, date }, signal),
    // A change of the day is a new revision: the history is asked for again.
    [userId, type, date, revision],
  );
  const [loaded, again] = useLoaded(load);
  useAgainOnceLive(loaded, again);
  const metric = describedMetric(catalogue, type, now?.unit);
  const unit = shownUnit(metric);
  const history = loaded.value;
  const queued = here === undefined ? [] : queuedLines(here, history);
  const standing = useMetricStanding(type, now !== null || queued.length > 0);
  const isMissing = standing === 'missing' && loaded.state !== 'loading' && !history?.lines.length;
  useTitle(isMissing ? 'No such metric' : `${metric.name}, ${date}`);
  if (isMissing) return <NoMetric type={type} />;
  const head = (
    <ViewHead
      title={longDate(date, today)}
      back={{ to: { view: 'metric', type, days: CHART_DAYS_FIRST }, name: metric.name }}
    />
  );
  // What stands above the log is known once this browser was asked: before, the log would be moved by it.
  if (here === undefined) return head;
  const failure = loaded.state === 'failed' && <Failed problem={loaded.problem} onRetry={again} />;
  const hasLines = history !== undefined && history.lines.length > 0;
  return (
    <div data-family={familyOf(type)} style={ownColour(metric)}>
      {head}
      {(hasLines || now !== null) && (
        <AsOf
          userId={userId}
          type={type}
          date={date}
          moments={history?.moments ?? []}
          now={now}
          isWaiting={here.waiting.length > 0}
          unit={unit}
        />
      )}
      <section className="panel" aria-labelledby="revisions" aria-busy={loaded.state === 'loading'}>
        <h2 id="revisions" className="panel-title">
          Every value this day has had
        </h2>
        {history !== undefined && failure}
        {(hasLines || queued.length > 0) && (
          <RevisionTable queued={queued} lines={history?.lines ?? []} unit={unit} userId={userId} />
        )}
        {/* Below what is here already, which it would move. */}
        {history === undefined && failure}
        {history === undefined && loaded.state === 'failed' && (
          <p className="quiet">
            The history of this day is on the server and cannot be read now.
            {now !== null &&
              ` What this browser last had from there: ${shownText(now.value, unit)}, ${overrideText(now, unit) ?? sourceName(now.winner.source)}.`}
          </p>
        )}
        {history === undefined && loaded.state === 'loading' && <p className="empty">Reading the log…</p>}
        {history?.lines.length === 0 && (
          <p className="empty">
            {queued.length === 0
              ? 'Nothing was ever recorded for this day.'
              : 'The server has nothing of this day yet.'}
          </p>
        )}
      </section>
    </div>
  );
}
