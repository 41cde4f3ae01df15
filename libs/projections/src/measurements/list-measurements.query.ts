import type { WireMeasurement } from '@daybook/contract';
import { Query } from '@nestjs/cqrs';

/** `from` and `to` are local days, both included; `after` is the `next` of the page before. */
export interface MeasurementsWanted {
  readonly type?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

export interface MeasurementsPage {
  readonly items: readonly WireMeasurement[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** Live and cleared records, newest day first. @throws InvalidPlace if `after` is not a `next`. */
export class ListMeasurements extends Query<MeasurementsPage> {
  constructor(
    readonly userId: string,
    readonly wanted: MeasurementsWanted,
  ) {
    super();
  }
}
