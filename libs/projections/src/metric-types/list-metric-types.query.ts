import type { WireMetricType } from '@daybook/contract';
import { Query } from '@nestjs/cqrs';

/** The metrics that the subject defined, by code. Those of the registry are in no table. */
export class ListMetricTypes extends Query<readonly WireMetricType[]> {
  constructor(readonly userId: string) {
    super();
  }
}
