import type { WireRevision } from '@daybook/contract';
import { isUuid } from '@daybook/domain';
import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Pool } from 'pg';
import { COMMIT_OF_EVENT } from '../commit-of-event.js';
import { READ_POOL } from '../read-pool.js';
import { readRows, type Statement } from '../read-rows.js';
import { ListRevisions } from './list-revisions.query.js';
import { REVISION_COLUMNS, wireRevision, type RevisionRow } from './revision-row.js';

const LIST_REVISIONS: Statement = {
  name: 'list-revisions',
  text: `
select ${REVISION_COLUMNS}
from events e ${COMMIT_OF_EVENT}
where e.user_id = $1 and e.measurement_id = $2 and e.type <> 'StatsConfirmed' and exists (
  select from measurements m where m.user_id = $1 and m.id = $2 and m.state <> 'retraction_remembered')
order by e.mutation_id`,
};

@QueryHandler(ListRevisions)
export class ListRevisionsHandler implements IQueryHandler<ListRevisions> {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  async execute({ userId, measurementId }: ListRevisions): Promise<readonly WireRevision[] | null> {
    if (!isUuid(measurementId)) return null;
    const rows = await readRows<RevisionRow>(this.pool, LIST_REVISIONS, [userId, measurementId]);
    return rows.length > 0 ? rows.map(wireRevision) : null;
  }
}
