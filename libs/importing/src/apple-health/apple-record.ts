/** A `Record` element as the file has it. What is absent is the empty text. */
export interface AppleRecord {
  readonly type: string;
  readonly unit: string;
  readonly value: string;
  readonly sourceName: string;
  readonly sourceVersion: string;
  readonly device: string;
  readonly startDate: string;
  readonly endDate: string;
  /** The zone of the metadata `HKTimeZone`. */
  readonly timeZone: string;
  /** The metadata `HKWasUserEntered`: typed by hand. */
  readonly userEntered: boolean;
  readonly line: number;
}
