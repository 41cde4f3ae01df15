import { BATCH_MAX_ITEMS } from '@daybook/contract';
import { PULL_TRANSITIONS } from './pull-transitions.js';
import { PUSH_TRANSITIONS } from './push-transitions.js';
import type { RetryPolicy } from './retry-policy.js';
import type { SyncInput } from './sync-input.js';
import { toPush, type SyncState } from './sync-state.js';

/** A client that has not begun: another may be leading. */
export function initialState(policy: RetryPolicy, filtered: boolean): SyncState {
  return {
    now: 0,
    run: 0,
    policy,
    filtered,
    network: 'online',
    session: 'unproven',
    problem: null,
    pull: { at: 'off', run: 0 },
    push: { at: 'off', run: 0 },
    pullFailures: 0,
    pushFailures: 0,
    outOfReach: false,
    outage: false,
    resets: 0,
    lastResetAt: null,
    verifiedAt: null,
    batchLimit: BATCH_MAX_ITEMS,
    choice: 'all',
  };
}

/** The state after an input: no clock, no chance and no I/O but what the input brings. */
export function reduce(state: SyncState, input: SyncInput): SyncState {
  // What was called off reports to nobody: an answer that came late must not move anything.
  if ('run' in input && input.run !== state.pull.run && input.run !== state.push.run) return state;
  const heard = noticed({ ...state, now: input.now }, input);
  // Push goes first: it wants to know how the pull lane fared until now.
  return mayBegin(pullOf(pushOf(heard, input), input));
}

/** What an input tells whichever situation it meets. */
function noticed(state: SyncState, input: SyncInput): SyncState {
  switch (input.type) {
    case 'offline':
      return { ...state, network: 'offline' };
    case 'online':
      return { ...state, network: 'online', choice: 'all' };
    case 'shown':
      return { ...state, choice: 'all' };
    case 'greeted':
      return state.outOfReach ? { ...state, outOfReach: false, choice: 'all' } : state;
    case 'lead_gained':
    case 'signed_in':
      return state.session === 'outdated' || state.session === 'erased'
        ? state
        : { ...state, session: 'unproven', problem: null, verifiedAt: null, choice: 'all' };
    default:
      return state;
  }
}

// Each row of the tables is typed by its situation and each cell by its input; a look-up by two variables loses the
// connection between them, which the casts restore. Where there is no cell the input changes nothing.
type Cell<Lane> = (state: SyncState, input: SyncInput, lane: Lane) => SyncState;
type Row<Lane> = Readonly<Partial<Record<SyncInput['type'], Cell<Lane>>>>;

function pullOf(state: SyncState, input: SyncInput): SyncState {
  const row = PULL_TRANSITIONS[state.pull.at] as Row<SyncState['pull']>;
  return row[input.type]?.(state, input, state.pull) ?? state;
}

function pushOf(state: SyncState, input: SyncInput): SyncState {
  const row = PUSH_TRANSITIONS[state.push.at] as Row<SyncState['push']>;
  return row[input.type]?.(state, input, state.push) ?? state;
}

/** Whether anything may leave the device: never before the server knew the token and the token was the subject's. */
export function maySend(state: SyncState): boolean {
  return state.session === 'open' && state.network === 'online';
}

function mayBegin(state: SyncState): SyncState {
  const { push, now } = state;
  if (push.at !== 'idle' || push.dueAt === null || push.dueAt > now || !maySend(state)) return state;
  const { batchLimit: limit, choice: of } = state;
  return toPush({ ...state, choice: 'due' }, { at: 'sending', limit, of, wokenAgain: false });
}
