import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { COMMIT_OF_EVENT } from '../commit-of-event.js';
import { recordsOfDays } from '../days/records-of-days.js';
import { READ_POOL } from '../read-pool.js';
import { readRows, type Statement } from '../read-rows.js';
import { REVISION_COLUMNS, wireRevision, type RevisionRow } from '../revisions/revision-row.js';
import { ListAuditRevisions, type AuditRevision } from './list-audit-revisions.query.js';

/** `$4` leaves one kind of event out: those that confirm what was already so are no revisions. */
const AUDIT_REVISIONS: Statement = {
  name: 'audit-revisions',
  text: `
select e.measurement_id, ${REVISION_COLUMNS}
from ${recordsOfDays('one')} r cross join lateral (
  select * from events o where o.user_id = $1 and o.measurement_id = r.id and o.type <> $4 offset 0
) e ${COMMIT_OF_EVENT}
order by e.version`,
};

interface AuditRevisionRow extends RevisionRow {
  readonly measurement_id: string;
}

@QueryHandler(ListAuditRevisions)
export class ListAuditRevisionsHandler implements IQueryHandler<ListAuditRevisions> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ userId, wanted: { type, date } }: ListAuditRevisions): Promise<readonly AuditRevision[]> {
    const values = [userId, date, date, 'StatsConfirmed', type];
    const rows = await readRows<AuditRevisionRow>(this.pool, AUDIT_REVISIONS, values);
    return rows.map((row) => ({ measurementId: row.measurement_id, ...wireRevision(row) }));
  }
}
