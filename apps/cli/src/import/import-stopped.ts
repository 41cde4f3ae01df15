import type { ExitCode } from '../exit-code.js';

/** The import cannot go on. What was acknowledged stays; the message is a sentence that says how to go on. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped';

  constructor(
    message: string,
    readonly exitCode: ExitCode,
  ) {
    super(message);
  }
}
