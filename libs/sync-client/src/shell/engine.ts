import { takeCopy } from '../effects/copy.js';
import type { EffectContext, Report } from '../effects/effect-context.js';
import { greet } from '../effects/greet.js';
import { pull } from '../effects/pull.js';
import { bringBack, send } from '../effects/send.js';
import { stream } from '../effects/stream.js';
import type { Failure } from '../machine/failure.js';
import { next } from '../machine/next.js';
import { initialState, reduce } from '../machine/reduce.js';
import type { SyncEffect } from '../machine/sync-effect.js';
import type { SyncState } from '../machine/sync-state.js';

type Running = Exclude<SyncEffect, { readonly type: 'wake' }>;

/**
 * Runs the state machine: every input makes a new state, and what should go on in that state is compared with what
 * does. It decides nothing by itself.
 */
export class Engine {
  #state: SyncState;
  readonly #context: EffectContext;
  readonly #changed: (state: SyncState) => void;
  readonly #running = new Map<string, AbortController>();
  #alarm: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(context: Omit<EffectContext, 'report'>, changed: (state: SyncState) => void) {
    const report = (input: Report): void => {
      this.take(input);
    };
    // One object for all effects: what one learns of the server's clock the others know.
    this.#context = Object.assign(context, { report });
    this.#changed = changed;
    this.#state = initialState(context.policy, context.entities === null ? 'everything' : 'some_entities');
  }

  get state(): SyncState {
    return this.#state;
  }

  take(input: Report): void {
    const before = this.#state;
    this.#state = reduce(before, { ...input, now: this.#context.environment.steadyMs() });
    if (this.#state === before) return;
    this.#reconcile();
    this.#changed(this.#state);
  }

  #reconcile(): void {
    const effects = next(this.#state);
    const wished = new Set(effects.map(nameOf));
    for (const [name, controller] of this.#running) {
      if (wished.has(name)) continue;
      this.#running.delete(name);
      controller.abort();
    }
    let alarmAt: number | undefined;
    for (const effect of effects) {
      if (effect.type === 'wake') alarmAt = effect.at;
      else if (!this.#running.has(nameOf(effect))) this.#start(effect);
    }
    this.#setAlarm(alarmAt);
  }

  #start(effect: Running): void {
    const controller = new AbortController();
    this.#running.set(nameOf(effect), controller);
    // Begun a turn later: an effect reports by inputs, and one input is dealt with whole before the next.
    void Promise.resolve()
      .then(() => (controller.signal.aborted ? undefined : this.#run(effect, controller.signal)))
      .catch((error: unknown) => {
        if (!controller.signal.aborted) this.#fault(effect, error);
      });
  }

  #run(effect: Running, signal: AbortSignal): Promise<void> {
    const context = this.#context;
    switch (effect.type) {
      case 'greet':
        return greet(context, effect.run, signal);
      case 'copy':
        return takeCopy(context, effect, signal);
      case 'pull':
        return pull(context, effect, signal);
      case 'stream':
        return stream(context, effect.run, signal);
      case 'requeue':
        return bringBack(context, effect.run);
      case 'send':
        return send(context, effect, signal);
      case 'wipe':
        return this.#wipe();
    }
  }

  async #wipe(): Promise<void> {
    await this.#context.storage.write((transaction) => {
      transaction.clear();
      return Promise.resolve();
    });
    this.#context.tell({ type: 'erased' });
    this.#context.tell({ type: 'view', days: [''] });
    this.#context.tell({ type: 'queue' });
  }

  /** The storage is full or gone, or this code is wrong: the lane waits and tries again, and the app is told. */
  #fault({ type, run }: Running, error: unknown): void {
    const { tell, report, environment } = this.#context;
    tell({ type: 'fault', error });
    const detail = error instanceof Error ? error.message : 'this client failed';
    const failure: Failure = { kind: 'unavailable', status: 0, problem: { code: 'client_fault', detail } };
    const chance = environment.chance();
    if (type === 'send') report({ type: 'push_failed', run, failure, chance, size: 1 });
    else if (type === 'requeue') report({ type: 'requeued', run });
    else report({ type: 'pull_failed', run, failure, chance });
  }

  #setAlarm(at: number | undefined): void {
    if (this.#alarm?.at === at) return;
    this.#alarm?.cancel();
    this.#alarm = undefined;
    if (at === undefined || at === Infinity) return;
    const { environment } = this.#context;
    const ring = (): void => {
      this.#alarm = undefined;
      this.take({ type: 'tick' });
    };
    this.#alarm = { at, cancel: environment.after(Math.max(0, at - environment.steadyMs()), ring) };
  }
}

function nameOf(effect: SyncEffect): string {
  return effect.type === 'wake' ? effect.type : `${effect.type}#${effect.run}`;
}
