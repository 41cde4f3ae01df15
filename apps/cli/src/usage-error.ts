/**
 * The caller asked for something that cannot be meant: a wrong setting, option or input. The message is a sentence
 * that says what to do; the process ends with 2 and prints nothing else.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
