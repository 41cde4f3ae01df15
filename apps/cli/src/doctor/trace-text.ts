import { counted, grouped } from '../terminal/numbers.js';
import type { Trace } from './read-traces.js';

/** Of a day's changes that many are shown: the aggregate of a busy day has one per batch. */
const SHOWN_CHANGES = 20;

/** A trace in words. */
export function traceText({ subject, commit, event, record, revisions, changes }: Trace): string {
  const shown = changes.slice(-SHOWN_CHANGES);
  return [
    `Subject   ${subject}`,
    `Commit    ${commit.commitId}, versions ${grouped(commit.firstVersion)} to ${grouped(commit.lastVersion)}, recorded ${commit.recordedAt}`,
    `          device ${commit.device ?? '(none)'}, request ${commit.requestId ?? '(erased)'}`,
    `Event     version ${grouped(event.version)}: ${event.type}${event.superseded ? ' (superseded: history, not current)' : ''}, ${contentText(event)}`,
    recordText(record),
    ...(revisions.length > 0 ? ['Events of the record, in the order of their mutations:'] : []),
    ...revisions.map(
      ({ version, type, mutationId, value, superseded }) =>
        `  ${mutationId}  version ${grouped(version)}  ${type}  ${String(value)}${superseded ? '  superseded' : ''}`,
    ),
    ...(changes.length > 0
      ? ['Changes in the feed (* of this commit):']
      : ['The feed holds no change of it any more.']),
    ...(changes.length > shown.length
      ? [`  … ${counted(changes.length - shown.length, 'older change')}`]
      : []),
    ...shown.map(
      ({ seq, entity, id, op, revision, ofThisCommit }) =>
        `  ${ofThisCommit ? '*' : ' '} seq ${grouped(seq)}  ${op} ${entity} ${id}, revision ${grouped(revision)}`,
    ),
  ].join('\n');
}

function contentText({ metric, value, unit, source, localDate }: Trace['event']): string {
  const words = [metric, value === null ? null : `${value} ${unit ?? ''}`.trim(), source, localDate];
  return words.filter((word) => word !== null).join(', ') || 'no content';
}

function recordText(record: Trace['record']): string {
  if (record === null) return 'Record    none: the event concerns no measurement';
  const { id, state, revision, value, unit, mutationId, updatedAt } = record;
  const now = value === null ? state : `${state}, ${value} ${unit ?? ''}`.trim();
  return `Record    ${id ?? ''}: ${now}, revision ${grouped(revision)}, newest mutation ${mutationId}, updated ${updatedAt}`;
}
