import type { Pool } from 'pg';
import { subjects } from '../subjects.js';
import { repairSubject } from './repair-subject.js';
import { verifySubject, withSubject, type ProjectionsReport } from './verify-projections.js';

/** A command can build on a wrong row between the look and the lock, so a repair is looked at again. */
const PASSES_PER_SUBJECT = 3;

/**
 * Brings the projections of one subject, or of all, to what the log says: the fold of the log is the shadow that
 * the tables are held against, and only rows that differ are touched. A subject of which anything differed gets a
 * new epoch: its cursors expire and its replicas take a snapshot. Of the others nothing changes.
 *
 * @returns what differed, as it was found
 * @throws Error if a subject still differs after three passes: then the log itself needs a look
 */
export async function rebuildProjections(
  ownerPool: Pool,
  userId?: string,
  progress?: (report: ProjectionsReport) => void,
): Promise<ProjectionsReport> {
  let report: ProjectionsReport = { subjects: 0, events: 0, differences: [] };
  for await (const subject of userId === undefined ? subjects(ownerPool) : [userId]) {
    let { folded, differences } = await verifySubject(ownerPool, subject);
    const repaired = [...differences];
    for (let pass = 1; differences.length > 0; pass++) {
      if (pass > PASSES_PER_SUBJECT) {
        throw new Error(`the projections of subject ${subject} cannot be brought to what its log says`);
      }
      await repairSubject(ownerPool, subject, folded, differences);
      ({ folded, differences } = await verifySubject(ownerPool, subject));
    }
    report = withSubject(report, subject, folded.events, repaired);
    progress?.(report);
  }
  return report;
}
