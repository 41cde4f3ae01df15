import { verifyDueAt } from './lanes.js';
import { maySend } from './reduce.js';
import type { Pull, Push, SyncState } from './sync-state.js';

/**
 * What should be going on: the situations in which the client does something, and the wiping of an erased subject.
 * They are wishes, not commands: the shell starts those that are new, lets those run on that it already runs (it
 * knows them by `run`), and aborts those that are no longer wished.
 */
export type SyncEffect =
  | Extract<Pull, { readonly at: 'greeting' | 'copying' | 'catching_up' | 'live' }>
  | Extract<Push, { readonly at: 'sending' }>
  | { readonly at: 'wiping'; readonly run: number };

export interface Wishes {
  readonly effects: readonly SyncEffect[];
  /** When to say `tick`, on the machine's clock; `Infinity` for never. */
  readonly wakeAt: number;
}

export function next(state: SyncState): Wishes {
  const { pull, push, session } = state;
  const wiping =
    pull.at === 'barred' && session === 'erased' ? [{ at: 'wiping', run: pull.run } as const] : [];
  return {
    effects: [...[pull, push].filter(isActivity), ...wiping],
    wakeAt: Math.min(pullWake(state), pushWake(state)),
  };
}

type Resting = 'off' | 'waiting' | 'barred' | 'idle';

const RESTING: readonly (Pull['at'] | Push['at'])[] = [
  'off',
  'waiting',
  'barred',
  'idle',
] satisfies Resting[];

function isActivity(situation: Pull | Push): situation is Exclude<Pull | Push, { readonly at: Resting }> {
  return !RESTING.includes(situation.at);
}

function pullWake(state: SyncState): number {
  const { pull } = state;
  if (pull.at === 'waiting') return pull.until;
  return pull.at === 'live' ? verifyDueAt(state) : Infinity;
}

/** When the outbox is looked into next; `Infinity` if nothing waits. */
export function dueOf(push: Push): number {
  if (push.at === 'waiting') return push.until;
  return push.at === 'idle' ? (push.dueAt ?? Infinity) : Infinity;
}

function pushWake(state: SyncState): number {
  const { push } = state;
  return push.at === 'waiting' || maySend(state) ? dueOf(push) : Infinity;
}
