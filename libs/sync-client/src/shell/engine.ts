import { takeCopy } from '../effects/copy.js';
import type { ClientContext, EffectContext, Happening, Report } from '../effects/effect-context.js';
import { greet } from '../effects/greet.js';
import { pull } from '../effects/pull.js';
import { send } from '../effects/send.js';
import { wipe } from '../effects/wipe.js';
import { noAnswer, RequestFailed } from '../machine/failure.js';
import { next, type SyncEffect } from '../machine/next.js';
import { initialState, reduce } from '../machine/reduce.js';
import type { SyncState } from '../machine/sync-state.js';

/** An effect runs to its end or until it is aborted, and reports how it ended. */
type Effects = {
  readonly [At in SyncEffect['at']]: (
    context: EffectContext,
    effect: Extract<SyncEffect, { readonly at: At }>,
  ) => Promise<Report | null>;
};

const EFFECTS: Effects = {
  greeting: greet,
  copying: takeCopy,
  catching_up: (context) => pull(context),
  live: (context) => context.live(context),
  sending: send,
  wiping: wipe,
};

/**
 * Runs the state machine: every input makes a new state, and what should go on in that state is compared with what
 * does. It decides nothing by itself.
 */
export class Engine {
  #state: SyncState;
  readonly #context: ClientContext;
  readonly #changed: (state: SyncState) => void;
  readonly #running = new Map<number, AbortController>();
  #cancelAlarm: (() => void) | undefined;

  constructor(context: ClientContext, changed: (state: SyncState) => void) {
    this.#context = context;
    this.#changed = changed;
    this.#state = initialState(context.policy, context.filtered);
  }

  take(input: Happening): void {
    const before = this.#state;
    const { environment } = this.#context;
    this.#state = reduce(before, { ...input, now: environment.steadyMs(), chance: environment.chance() });
    if (this.#state === before) return;
    const { effects, wakeAt } = next(this.#state);
    for (const [run, controller] of this.#running) {
      if (effects.some((effect) => effect.run === run)) continue;
      this.#running.delete(run);
      controller.abort();
    }
    for (const effect of effects) if (!this.#running.has(effect.run)) void this.#run(effect);
    this.#setAlarm(wakeAt);
    this.#changed(this.#state);
  }

  async #run(effect: SyncEffect): Promise<void> {
    const { run } = effect;
    const controller = new AbortController();
    const { signal } = controller;
    this.#running.set(run, controller);
    const report = (said: Report): void => {
      this.take({ ...said, run } as Happening);
    };
    // Begun a turn later: an effect reports by inputs, and one input is dealt with whole before the next.
    await Promise.resolve();
    if (signal.aborted) return;
    try {
      const effectOf = EFFECTS[effect.at] as (...all: [EffectContext, SyncEffect]) => Promise<Report | null>;
      const said = await effectOf({ ...this.#context, report, signal }, effect);
      if (said) report(said);
    } catch (error) {
      if (this.#running.has(run)) report(this.#failureOf(effect, error));
    }
  }

  /** What is no failure of a request is one of this client: the storage is full or gone, or its code is wrong. */
  #failureOf({ at }: SyncEffect, error: unknown): Report {
    const isRequest = error instanceof RequestFailed;
    if (!isRequest) this.#context.tell({ type: 'fault', error });
    const failure = isRequest ? error.failure : noAnswer('client_fault', String(error));
    return at === 'sending' ? { type: 'push_failed', failure, size: 1 } : { type: 'pull_failed', failure };
  }

  #setAlarm(at: number): void {
    const { environment } = this.#context;
    this.#cancelAlarm?.();
    this.#cancelAlarm =
      at === Infinity
        ? undefined
        : environment.after(at - environment.steadyMs(), () => {
            this.take({ type: 'tick' });
          });
  }
}
