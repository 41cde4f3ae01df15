import type { Pool } from 'pg';
import { readHead } from '../head/head.js';
import { subjects } from '../subjects.js';
import { compareSubject } from './compare-subject.js';
import type { Difference } from './difference.js';
import { emptyFold, foldStream, type FoldedStream } from './fold-stream.js';

/** A difference and whose it is. */
export interface SubjectDifference extends Difference {
  readonly userId: string;
}

/** What was compared, and every row of the projections that is not what the log says. */
export interface ProjectionsReport {
  readonly subjects: number;
  readonly events: number;
  readonly differences: readonly SubjectDifference[];
}

/**
 * Folds the log of one subject, or of all one after the other, and holds the projections against it. No difference
 * is the only good answer. It reads one moment of each subject, changes nothing and holds nobody up.
 *
 * @param progress told after each subject, with what has been done so far
 */
export async function verifyProjections(
  pool: Pool,
  userId?: string,
  progress?: (report: ProjectionsReport) => void,
): Promise<ProjectionsReport> {
  let report: ProjectionsReport = { subjects: 0, events: 0, differences: [] };
  for await (const subject of userId === undefined ? subjects(pool) : [userId]) {
    const { folded, differences } = await verifySubject(pool, subject);
    report = withSubject(report, subject, folded.events, differences);
    progress?.(report);
  }
  return report;
}

export function withSubject(
  { subjects, events, differences }: ProjectionsReport,
  userId: string,
  eventsOfSubject: number,
  ofSubject: readonly Difference[],
): ProjectionsReport {
  return {
    subjects: subjects + 1,
    events: events + eventsOfSubject,
    differences: [...differences, ...ofSubject.map((difference) => ({ userId, ...difference }))],
  };
}

/** The fold of one subject and what differs from it, both as of one snapshot. @throws UnknownSubject */
export async function verifySubject(
  pool: Pool,
  userId: string,
): Promise<{ readonly folded: FoldedStream; readonly differences: readonly Difference[] }> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const head = await readHead(client, userId);
    const folded = emptyFold();
    await foldStream(client, userId, folded);
    const differences: Difference[] = [];
    for await (const difference of compareSubject(client, userId, folded, head)) differences.push(difference);
    await client.query('commit');
    client.release();
    return { folded, differences };
  } catch (error) {
    client.release(true);
    throw error;
  }
}
