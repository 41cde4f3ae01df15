import type { WireRevision } from '@daybook/contract';
import { Query } from '@nestjs/cqrs';

/**
 * Every event of one record in the order of the mutation ids, superseded ones marked, confirming ones left out;
 * `null` for a record that the subject does not have.
 */
export class ListRevisions extends Query<readonly WireRevision[] | null> {
  constructor(
    readonly userId: string,
    readonly measurementId: string,
  ) {
    super();
  }
}
