export type UnusableInputCode =
  | 'not_found'
  | 'empty'
  | 'wrong_format'
  | 'damaged_archive'
  | 'unknown_type'
  | 'invalid_date'
  | 'invalid_time_zone';

/** A file or an option with which no import can begin. The message is a sentence that says what to do. */
export class UnusableInput extends Error {
  override readonly name = 'UnusableInput';

  constructor(
    readonly code: UnusableInputCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
