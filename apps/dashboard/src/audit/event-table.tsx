import type { AuditEvent } from '@daybook/contract';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { describedMetric, loadCatalogueOf, type Catalogue } from '../catalogue/catalogue.js';
import { useLoaded } from '../fetching/use-loaded.js';
import { exactTime, fullDate } from '../format/format-date.js';
import { shownText } from '../format/format-value.js';
import { shownUnit } from '../format/shown-unit.js';
import { sourceName } from '../format/source-name.js';
import { stageName } from '../format/stage-name.js';
import { Failed } from '../shell/failed.js';
import { eventWords } from './event-words.js';
import { filterSearch, type LogFilter } from './log-filter.js';
import { readLogPage, type LogPage } from './read-log.js';

/** A screenful and a bit; more come by hand. */
const PAGE_ROWS = 100;
const ID_SHOWN = 8;

/** Until the names are there, metrics show their codes. */
const NO_NAMES: Catalogue = new Map();

interface EventTableProps {
  readonly subject: string;
  readonly filter: LogFilter;
}

/** The events that a filter lets through, in the order of the log. */
export function EventTable({ subject, filter }: EventTableProps): ReactNode {
  const [{ value: catalogue = NO_NAMES }] = useLoaded(
    useCallback((signal: AbortSignal) => loadCatalogueOf(subject, signal), [subject]),
  );
  const [pages, setPages] = useState<readonly LogPage[]>([]);
  const [after, setAfter] = useState<string | null>(null);
  const load = useCallback(
    (signal: AbortSignal) => readLogPage(subject, filter, after, signal, PAGE_ROWS),
    [subject, filter, after],
  );
  const [loaded, again] = useLoaded(load);
  const fresh = loaded.state === 'ready' ? loaded.value : null;
  useEffect(() => {
    if (fresh !== null) setPages((before) => (before.includes(fresh) ? before : [...before, fresh]));
  }, [fresh]);
  const lines = pages.flatMap((page) => page.lines);
  const next = pages.at(-1)?.hasMore === true ? (pages.at(-1)?.next ?? null) : null;
  return (
    <>
      <div className="table-frame" role="region" aria-label="Events in the order of the log" tabIndex={0}>
        <table className="table table-events">
          <thead>
            <tr>
              <th scope="col" className="number">
                Version
              </th>
              <th scope="col">Recorded</th>
              <th scope="col">Event</th>
              <th scope="col">Metric and day</th>
              <th scope="col" className="number">
                Value
              </th>
              <th scope="col">Source</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <EventRow key={line.streamversion} line={line} catalogue={catalogue} />
            ))}
          </tbody>
        </table>
      </div>
      {loaded.state === 'failed' && <Failed problem={loaded.problem} onRetry={again} />}
      {loaded.state === 'ready' && lines.length === 0 && (
        <p className="empty">
          {filterSearch(filter) === '' ? 'Nothing has been recorded yet.' : 'No event passes this filter.'}
        </p>
      )}
      {next !== null && (
        <button
          type="button"
          className="button"
          disabled={loaded.state === 'loading'}
          onClick={() => {
            setAfter(next);
          }}
        >
          Show more
        </button>
      )}
    </>
  );
}

function EventRow({
  line,
  catalogue,
}: {
  readonly line: AuditEvent;
  readonly catalogue: Catalogue;
}): ReactNode {
  const { data, streamversion, time } = line;
  const { event, type, localDate, value, previousValue, superseded, stage, source, sourceDevice, unit } =
    data;
  const metric = type === null ? null : describedMetric(catalogue, type, unit ?? '');
  const text = (amount: number): string =>
    metric === null ? String(amount) : shownText(amount, shownUnit(metric));
  return (
    <tr data-testid="audit-row" data-superseded={superseded}>
      <td className="number" data-label="Version">
        {streamversion}
      </td>
      <td>
        <time dateTime={time}>{exactTime(time)}</time>
      </td>
      <td>
        {eventWords(event)}
        {superseded && <span className="tag">superseded</span>}
      </td>
      <td>
        {/* Each in its own direction: a name in Arabic would turn the date beside it around. */}
        <bdi>{metric?.name}</bdi>
        {stage !== null && <span className="quiet">, {stageName(stage)}</span>}{' '}
        {localDate !== null && <bdi className="quiet">{fullDate(localDate)}</bdi>}
      </td>
      <td className="number">
        {value !== null && text(value)}
        {previousValue !== null && <span className="quiet history-before">was {text(previousValue)}</span>}
      </td>
      <td>
        {source !== null && sourceName(source)}
        {sourceDevice !== null && <span className="device">&nbsp;· {sourceDevice}</span>}
      </td>
      <td className="id" data-label="By">
        {data.actor === null ? 'erased' : data.actor.slice(-ID_SHOWN)}
      </td>
    </tr>
  );
}
