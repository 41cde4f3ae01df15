import { lazy, Suspense, type ReactNode } from 'react';
import { DiaryProvider } from './diary/diary-provider.js';
import { useQueue } from '@daybook/sync-client/react';
import type { Route } from './routing/route.js';
import { Link } from './routing/link.js';
import { Announcer } from './sync/announcer.js';
import { Header } from './shell/header.js';
import { UpdateNotice } from './shell/update-notice.js';
import { ViewHead } from './shell/view-head.js';
import { useToday } from './shell/use-today.js';
import { FailedBanner } from './sync/failed-banner.js';
import { SessionNotice } from './sync/session-notice.js';
import { SyncChip } from './sync/sync-chip.js';
import { DayView } from './today/day-view.js';

// What is not needed for the first look comes when it is opened; the service worker has it by then.
const MetricView = lazy(() => import('./metric/metric-view.js').then((m) => ({ default: m.MetricView })));
const HistoryView = lazy(() => import('./history/history-view.js').then((m) => ({ default: m.HistoryView })));
const MetricsView = lazy(() =>
  import('./catalogue/metrics-view.js').then((m) => ({ default: m.MetricsView })),
);
const SyncView = lazy(() => import('./sync/sync-view.js').then((m) => ({ default: m.SyncView })));
const AuditView = lazy(() => import('./audit/audit-view.js').then((m) => ({ default: m.AuditView })));

const LINKS = [
  { to: { view: 'day', date: null }, name: 'Today', icon: 'book' },
  { to: { view: 'metrics' }, name: 'Metrics', icon: 'other' },
  { to: { view: 'sync' }, name: 'Sync', icon: 'sync' },
] as const;

interface SubjectAppProps {
  readonly userId: string;
  readonly route: Route;
}

/** What a subject's sign-in opens: their diary. */
export function SubjectApp({ userId, route }: SubjectAppProps): ReactNode {
  return (
    <DiaryProvider userId={userId}>
      <Views route={route} userId={userId} />
    </DiaryProvider>
  );
}

function Views({ userId, route }: SubjectAppProps): ReactNode {
  const queue = useQueue();
  const today = useToday();
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <Header route={route} links={LINKS}>
        <SyncChip queue={queue} />
      </Header>
      <main className="main" id="main" tabIndex={-1}>
        {route.view !== 'sync' && <SessionNotice />}
        {route.view !== 'sync' && <FailedBanner queue={queue} today={today} />}
        {/* By its key the view before goes at once: hidden it would hold on to the focus. */}
        <Suspense key={route.view} fallback={<div className="loading" aria-busy="true" />}>
          <View route={route} today={today} userId={userId} />
        </Suspense>
      </main>
      <Announcer />
      <UpdateNotice />
    </>
  );
}

function View({ route, today, userId }: SubjectAppProps & { readonly today: string }): ReactNode {
  switch (route.view) {
    case 'day':
      return <DayView date={route.date ?? today} today={today} />;
    case 'metrics':
      return <MetricsView today={today} />;
    case 'metric':
      return <MetricView type={route.type} days={route.days} today={today} />;
    case 'history':
      return (
        <HistoryView key={`${route.type}/${route.date}`} type={route.type} date={route.date} today={today} />
      );
    case 'sync':
      return <SyncView today={today} />;
    case 'audit':
      return <AuditView subject={userId} filter={route.filter} />;
    case 'nowhere':
      return (
        <>
          <ViewHead title="There is no such page" over="Nowhere" />
          <Link className="button button-strong" to={{ view: 'day', date: null }}>
            Go to today
          </Link>
        </>
      );
  }
}
