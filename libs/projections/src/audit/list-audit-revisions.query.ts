import type { WireRevision } from '@daybook/contract';
import { Query } from '@nestjs/cqrs';

/** A revision of one of the records that made up a day. */
export interface AuditRevision extends WireRevision {
  readonly measurementId: string;
}

/** How one metric of one local day came about: every event of every record that ever counted on it, as recorded. */
export class ListAuditRevisions extends Query<readonly AuditRevision[]> {
  constructor(
    readonly userId: string,
    readonly wanted: { readonly type: string; readonly date: string },
  ) {
    super();
  }
}
