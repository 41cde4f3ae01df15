import { useCallback, type ReactNode } from 'react';
import type { Page } from '@daybook/contract';
import { requestJson } from '../fetching/request.js';
import { useLoaded } from '../fetching/use-loaded.js';
import { addressOf } from '../routing/route.js';
import { goTo } from '../routing/use-route.js';
import { Failed } from '../shell/failed.js';
import { useTitle } from '../shell/use-title.js';
import { ViewHead } from '../shell/view-head.js';
import { ChainPanel } from './chain-panel.js';
import { EventFilter } from './event-filter.js';
import { EventTable } from './event-table.js';
import type { LogFilter } from './log-filter.js';
import { SubjectChoice } from './subject-choice.js';

interface AuditViewProps {
  /** Whose log is read; `null` before one was chosen. */
  readonly subject: string | null;
  readonly filter: LogFilter;
}

/** The log as an auditor reads it: whose, what of it, and whether it is whole. */
export function AuditView({ subject, filter }: AuditViewProps): ReactNode {
  const load = useCallback(
    (signal: AbortSignal) => requestJson<Page<{ readonly id: string }>>('/api/subjects?limit=1000', signal),
    [],
  );
  const [subjects, again] = useLoaded(load);
  useTitle('Audit');
  const chosenAlone = subject === null ? [] : [{ id: subject }];
  return (
    <>
      <ViewHead title="Audit" over="The log as it was recorded">
        <SubjectChoice subjects={subjects.value?.items ?? chosenAlone} chosen={subject} filter={filter} />
      </ViewHead>
      {subjects.state === 'failed' && <Failed problem={subjects.problem} onRetry={again} />}
      {subject === null ? (
        <p className="empty">
          {subjects.value?.items.length === 0
            ? 'This server has no subjects yet.'
            : 'Choose whose log to read. Every event is shown as it was recorded, and nothing here can be changed.'}
        </p>
      ) : (
        <>
          <ChainPanel key={subject} subject={subject} />
          <section className="panel" aria-labelledby="events">
            <h2 id="events" className="panel-title">
              Events
            </h2>
            <EventFilter
              filter={filter}
              onChange={(changed) => {
                goTo(addressOf({ view: 'audit', subject, filter: changed }), 'replace');
              }}
            />
            <EventTable key={`${subject} ${JSON.stringify(filter)}`} subject={subject} filter={filter} />
          </section>
        </>
      )}
    </>
  );
}
