import { takeCopy } from '../effects/copy.js';
import type { EffectContext, Report } from '../effects/effect-context.js';
import { greet } from '../effects/greet.js';
import { pull } from '../effects/pull.js';
import { send } from '../effects/send.js';
import { stream } from '../effects/stream.js';
import { wipe } from '../effects/wipe.js';
import { RequestFailed, UNREACHABLE, type Failure } from '../machine/failure.js';
import { next, type SyncEffect } from '../machine/next.js';
import { initialState, reduce } from '../machine/reduce.js';
import type { SyncState } from '../machine/sync-state.js';

/** An effect runs to its end or until it is aborted, and reports how it ended. */
type Effects = {
  readonly [At in SyncEffect['at']]: (
    context: EffectContext,
    effect: Extract<SyncEffect, { readonly at: At }>,
    signal: AbortSignal,
  ) => Promise<Report | null>;
};

const EFFECTS: Effects = {
  greeting: greet,
  copying: takeCopy,
  pulling: pull,
  polling: pull,
  streaming: stream,
  sending: send,
  wiping: wipe,
};

/**
 * Runs the state machine: every input makes a new state, and what should go on in that state is compared with what
 * does. It decides nothing by itself.
 */
export class Engine {
  #state: SyncState;
  readonly #context: EffectContext;
  readonly #changed: (state: SyncState) => void;
  readonly #running = new Map<number, AbortController>();
  #cancelAlarm: (() => void) | undefined;

  constructor(context: Omit<EffectContext, 'report'>, changed: (state: SyncState) => void) {
    const report = (input: Report): void => {
      this.take(input);
    };
    this.#context = { ...context, report };
    this.#changed = changed;
    this.#state = initialState(context.policy, context.filtered);
  }

  take(input: Report): void {
    const before = this.#state;
    this.#state = reduce(before, { ...input, now: this.#context.environment.steadyMs() });
    if (this.#state === before) return;
    const { effects, wakeAt } = next(this.#state);
    for (const [run, controller] of this.#running) {
      if (effects.some((effect) => effect.run === run)) continue;
      this.#running.delete(run);
      controller.abort();
    }
    for (const effect of effects) if (!this.#running.has(effect.run)) this.#start(effect);
    this.#setAlarm(wakeAt);
    this.#changed(this.#state);
  }

  #start(effect: SyncEffect): void {
    const controller = new AbortController();
    this.#running.set(effect.run, controller);
    void this.#run(effect, controller.signal);
  }

  async #run(effect: SyncEffect, signal: AbortSignal): Promise<void> {
    // Begun a turn later: an effect reports by inputs, and one input is dealt with whole before the next.
    await Promise.resolve();
    if (signal.aborted) return;
    try {
      const effectOf = EFFECTS[effect.at] as (
        ...all: [EffectContext, SyncEffect, AbortSignal]
      ) => Promise<Report | null>;
      const report = await effectOf(this.#context, effect, signal);
      if (report) this.take(report);
    } catch (error) {
      if (this.#running.has(effect.run)) this.#fail(effect, error);
    }
  }

  /** What is no failure of a request is one of this client: the storage is full or gone, or its code is wrong. */
  #fail({ at, run }: SyncEffect, error: unknown): void {
    const { environment, tell } = this.#context;
    const isRequest = error instanceof RequestFailed;
    if (!isRequest) tell({ type: 'fault', error });
    const failure: Failure = isRequest
      ? error.failure
      : { ...UNREACHABLE, problem: { code: 'client_fault', detail: String(error) } };
    const type = at === 'sending' ? 'push_failed' : 'pull_failed';
    this.take({ type, run, failure, chance: environment.chance(), size: 1 });
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
