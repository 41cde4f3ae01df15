import { printable } from './printable.js';

/** A stream of the process as far as a command needs it. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** `text`: for people. `json`: one JSON value or NDJSON on standard output, everything else on standard error. */
export type OutputMode = 'text' | 'json';

/** Where a command speaks. */
export class Terminal {
  constructor(
    readonly stdout: Output,
    readonly stderr: Output,
    readonly mode: OutputMode,
  ) {}

  /** The result in words. Nothing with `--json`, where {@link answer} says it: it may hold a token, once is enough. */
  tell(text: string): void {
    if (this.mode === 'text') this.stdout.write(`${printable(text)}\n`);
  }

  /** What a server says of itself while it runs. With `--json` it steps aside to standard error. */
  announce(text: string): void {
    (this.mode === 'text' ? this.stdout : this.stderr).write(`${printable(text)}\n`);
  }

  /** What the command is doing, or a word on the side; never part of the result. */
  note(text: string): void {
    this.stderr.write(`${printable(text)}\n`);
  }

  /** The result for machines; nothing without `--json`. Called several times it makes NDJSON. */
  answer(value: unknown): void {
    if (this.mode === 'json') this.stdout.write(`${printable(JSON.stringify(value))}\n`);
  }
}
