import type { WireMeasurement } from '@daybook/contract';
import { Query } from '@nestjs/cqrs';

/** One record as it stands, also a retracted one; `null` for what the subject has not recorded. */
export class FindMeasurement extends Query<WireMeasurement | null> {
  constructor(
    readonly userId: string,
    readonly id: string,
  ) {
    super();
  }
}
