import cliProgress from 'cli-progress';
import { durationText } from './numbers.js';
import type { Output } from './terminal.js';

/** Where nobody watches a bar (a log, a pipe), a line this often shows that the work goes on. */
const LINE_EVERY_MS = 10_000;
/** Faster than anybody reads; a command may report every record. */
const REDRAW_EVERY_MS = 100;

/** How far a command is. `total` is `null` while it is not known; `note` is the rate, in words. */
export interface Step {
  readonly done: number;
  readonly total: number | null;
  readonly note: string;
}

/** Shows how far a command is: a bar on a terminal, a line every 10 s elsewhere. Always on standard error. */
export class Progress {
  readonly #stream: Output;
  readonly #label: string;
  readonly #now: () => number;
  readonly #startedAt: number;
  #bar: cliProgress.SingleBar | undefined;
  #shownAt: number;

  constructor(stream: Output, label: string, now: () => number = Date.now) {
    this.#stream = stream;
    this.#label = label;
    this.#now = now;
    this.#startedAt = now();
    this.#shownAt = stream.isTTY ? 0 : this.#startedAt;
  }

  report(step: Step): void {
    const now = this.#now();
    if (now - this.#shownAt < (this.#stream.isTTY ? REDRAW_EVERY_MS : LINE_EVERY_MS)) return;
    this.#shownAt = now;
    if (this.#stream.isTTY) this.#draw(step);
    else this.#stream.write(`${this.#label}: ${this.#words(step).join(', ')}\n`);
  }

  /** Takes the bar away, so that what follows stands on a line of its own. */
  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }

  #draw(step: Step): void {
    this.#bar ??= this.#newBar();
    const { done, total } = step;
    this.#bar.setTotal(total ?? Math.max(done, 1));
    const [, ...words] = this.#words(step);
    this.#bar.update(Math.min(done, total ?? done), { words: words.join(', ') });
  }

  #newBar(): cliProgress.SingleBar {
    const format = `${this.#label} {bar} {percentage} % {words}`;
    const stream = this.#stream as NodeJS.WritableStream;
    const bar = new cliProgress.SingleBar(
      { stream, format, hideCursor: true, clearOnComplete: true, barsize: 24, linewrap: false },
      cliProgress.Presets.shades_grey,
    );
    bar.start(1, 0, { words: '' });
    return bar;
  }

  #words({ done, total, note }: Step): string[] {
    const seconds = (this.#now() - this.#startedAt) / 1_000;
    const share = total === null || total === 0 ? null : Math.min(1, done / total);
    const left = share === null || share < 0.01 ? null : (seconds * (1 - share)) / share;
    return [
      share === null ? `for ${durationText(seconds)}` : `${Math.floor(share * 100)} %`,
      note,
      ...(left === null ? [] : [`${durationText(left)} left`]),
    ].filter((word) => word !== '');
  }
}
