import type { WireSourceOrder } from '@daybook/contract';
import { Query } from '@nestjs/cqrs';

/** The subject's own order of sources; revision 0 and no sources if none was set. */
export class ReadSourceOrder extends Query<WireSourceOrder> {
  constructor(readonly userId: string) {
    super();
  }
}
