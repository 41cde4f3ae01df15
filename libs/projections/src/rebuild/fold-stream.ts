import { draftCommit, emptySubjectState, finishCommit, foldEvent, type SubjectState } from '@daybook/domain';
import { readStream } from '@daybook/event-log';
import type { Pool, PoolClient } from 'pg';

/** What a subject's log comes to, up to a version. About 1.5 kB of memory per record. */
export interface FoldedStream {
  readonly state: SubjectState;
  version: number;
  events: number;
}

export function emptyFold(): FoldedStream {
  return { state: emptySubjectState('whole'), version: 0, events: 0 };
}

/**
 * Folds the commits behind `folded.version` onto it, commit by commit as they were written: revisions count
 * commands, not events. An erased commit comes to nothing.
 */
export async function foldStream(
  connection: Pool | PoolClient,
  userId: string,
  folded: FoldedStream,
): Promise<void> {
  const { state } = folded;
  for await (const commit of readStream(connection, userId, folded.version)) {
    folded.version = commit.lastVersion;
    if (commit.salt === null) continue;
    const draft = draftCommit({ actor: commit.actorId ?? '', recordedAt: commit.recordedAt });
    for (const { event } of commit.events) foldEvent(state, draft, event);
    finishCommit(state, draft);
    // Replays are recognised by the accepted events; a fold meets none, and would keep the whole log in memory.
    state.accepted.clear();
    folded.events += commit.events.length;
  }
}
