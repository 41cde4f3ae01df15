import type { WireDay } from '@daybook/contract';
import { wireDay } from '@daybook/contract';
import { draftCommit, emptySubjectState, finishCommit, foldEvent, type LogEvent } from '@daybook/domain';
import type { StoredCommit } from '@daybook/event-log';
import type { DaysWanted } from './days-wanted.js';

/** What a log says about some days, and how much of it was folded. */
export interface FoldedDays {
  readonly days: readonly WireDay[];
  readonly version: number;
  readonly commits: number;
}

/**
 * Folds commits into the days that are wanted, with the domain alone: no table of the projections is looked at. An
 * erased commit comes to nothing. Memory is about 1.5 kB for each record of the wanted days and metric.
 */
export async function foldDays(
  commits: AsyncIterable<StoredCommit>,
  wanted: DaysWanted,
  onCommit: (version: number) => void = () => undefined,
): Promise<FoldedDays> {
  const state = emptySubjectState('whole');
  let version = 0;
  let count = 0;
  for await (const commit of commits) {
    if (wanted.asOf !== null && commit.recordedAt > wanted.asOf) break;
    version = commit.lastVersion;
    count += 1;
    onCommit(version);
    if (commit.salt === null) continue;
    const draft = draftCommit({ actor: commit.actorId ?? '', recordedAt: commit.recordedAt });
    for (const { event } of commit.events) if (matters(event, wanted)) foldEvent(state, draft, event);
    finishCommit(state, draft);
    // Replays were recognised when they came; to remember every event would keep the whole log in memory.
    state.accepted.clear();
  }
  const days = [...state.days.values()].flatMap(({ aggregate }) => {
    const day = aggregate && wireDay(aggregate);
    return day && isWanted(day.date, day.type, wanted) ? [day] : [];
  });
  return { days: days.sort((a, b) => (a.id < b.id ? -1 : 1)), version, commits: count };
}

/**
 * Only a plain sample can be passed over: it never changes its day or metric. Whatever comes for it later finds no
 * record, which is harmless, because it belonged to none of the wanted days.
 */
function matters({ type, externalId, localDate, metric }: LogEvent, wanted: DaysWanted): boolean {
  if (type !== 'MeasurementRecorded' || externalId !== null || localDate === null || metric === null)
    return true;
  return isWanted(localDate, metric, wanted);
}

function isWanted(date: string, type: string, wanted: DaysWanted): boolean {
  if (wanted.type !== null && type !== wanted.type) return false;
  return (wanted.from === null || date >= wanted.from) && (wanted.to === null || date <= wanted.to);
}
