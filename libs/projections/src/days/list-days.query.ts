import { Query } from '@nestjs/cqrs';

/** Local days, both included, of one metric or of all. */
export interface DaysWanted {
  readonly from: string;
  readonly to: string;
  readonly type?: string | undefined;
}

/** `items` is the text of a JSON array of WireDay, by date and then type; `seq` is the last change it includes. */
export interface DaysAnswer {
  readonly items: string;
  readonly epoch: string;
  readonly seq: number;
}

/** The daily aggregates that have a live value. @throws UnknownSubject */
export class ListDays extends Query<DaysAnswer> {
  constructor(
    readonly userId: string,
    readonly wanted: DaysWanted,
  ) {
    super();
  }
}
