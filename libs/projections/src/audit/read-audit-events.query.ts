import type { AuditEvent } from '@daybook/contract';
import type { EventType } from '@daybook/domain';
import { Query } from '@nestjs/cqrs';

/**
 * Which events are wanted. Without `userId` those of all subjects; `from` (included) and `to` (excluded) bound when
 * they were recorded, in Unix milliseconds; `after` is the `next` of the page before.
 */
export interface AuditEventsWanted {
  readonly userId?: string | undefined;
  readonly type?: EventType | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** `next` goes on behind this page, also at the end, where later events will follow; a page may be short. */
export interface AuditEventsPage {
  readonly items: readonly AuditEvent[];
  readonly next: string;
  readonly hasMore: boolean;
}

/**
 * The log itself. Of one subject in the order of its versions; of all in the global order, complete and stable: an
 * event appears when no older transaction is open any more, and nothing ever appears before it.
 *
 * @throws InvalidPlace if `after` is not a `next` of the same question; ExpiredPlace if it is one of before a restore
 */
export class ReadAuditEvents extends Query<AuditEventsPage> {
  constructor(readonly wanted: AuditEventsWanted) {
    super();
  }
}
