import {
  behind,
  caughtUp,
  copy,
  copyAnew,
  failPull,
  greet,
  live,
  pullPages,
  resync,
  verifyDueAt,
  waitOffline,
} from './lanes.js';
import type { PullInput } from './sync-input.js';
import { toPull, type Pull, type SyncState } from './sync-state.js';

type Of<Type> = Extract<PullInput, { type: Type }>;

type Transition<Type, At> = (state: SyncState, input: Of<Type>, pull: Extract<Pull, { at: At }>) => SyncState;

/** The inputs that change nothing in a situation. They are named here alone, so that they weigh nothing. */
interface PullStays {
  readonly off:
    | 'lead_lost'
    | 'online'
    | 'offline'
    | 'shown'
    | 'signed_in'
    | 'tick'
    | 'greeted'
    | 'batch_settled'
    | 'copied'
    | 'page_applied'
    | 'heard'
    | 'live_ended'
    | 'pull_failed';
  readonly greeting:
    'lead_gained' | 'shown' | 'tick' | 'batch_settled' | 'copied' | 'page_applied' | 'heard' | 'live_ended';
  readonly copying:
    'lead_gained' | 'shown' | 'tick' | 'greeted' | 'batch_settled' | 'page_applied' | 'heard' | 'live_ended';
  readonly catching_up:
    'lead_gained' | 'shown' | 'tick' | 'greeted' | 'batch_settled' | 'copied' | 'heard' | 'live_ended';
  readonly live: 'lead_gained' | 'greeted' | 'copied';
  readonly waiting:
    | 'lead_gained'
    | 'greeted'
    | 'batch_settled'
    | 'copied'
    | 'page_applied'
    | 'heard'
    | 'live_ended'
    | 'pull_failed';
  readonly barred:
    | 'lead_gained'
    | 'offline'
    | 'tick'
    | 'greeted'
    | 'batch_settled'
    | 'copied'
    | 'page_applied'
    | 'heard'
    | 'live_ended'
    | 'pull_failed';
}

/**
 * Every situation of the pull lane against every input. None may be missing, here or among those that stay: the
 * compiler asks for each.
 */
export type PullTransitions = {
  readonly [At in Pull['at']]: {
    readonly [Type in Exclude<PullInput['type'], PullStays[At]>]: Transition<Type, At>;
  };
};

/** A page that comes back to the foreground trusts a channel that was heard from just now. */
const FRESH_MS = 20_000;

const off = (state: SyncState): SyncState => toPull(state, { at: 'off' });

/** Failures are counted on: that the server greets does not mean that it grants what failed. */
const greeted: Transition<'greeted', 'greeting'> = (state, { standing }, { expired }) => {
  const open: SyncState = { ...state, session: 'open', network: 'online', problem: null };
  if (expired) return resync(open);
  switch (standing) {
    case 'copy':
      return copy(open, false);
    case 'resync':
    case 'heal':
      return resync(open);
    case 'behind':
      return behind(open);
    case 'level':
    case 'diverged':
      return live({ ...open, verifiedAt: state.now });
  }
};

const pageApplied = (state: SyncState, { hasMore }: Of<'page_applied'>): SyncState =>
  (hasMore ? pullPages : caughtUp)({ ...state, pullFailures: 0 });

/** Of a filtered feed nothing may come for an own write: one pull moves the cursor past it. */
const afterOwnWrites = (state: SyncState, { dueAt, sent }: Of<'batch_settled'>): SyncState =>
  state.filtered && dueAt === null && sent > 0 ? pullPages(state) : state;

const verifyWhenDue = (state: SyncState): SyncState =>
  verifyDueAt(state) <= state.now ? greet(state) : state;

const waitingTick: Transition<'tick', 'waiting'> = (state, _, { until, isAnew }) => {
  if (state.now < until) return state;
  return isAnew ? copyAnew(state) : greet(state);
};

const failed = (state: SyncState, { failure, chance }: Of<'pull_failed'>): SyncState =>
  failPull(state, failure, chance);

/** Another tab may have signed in; what is too old or erased does not change by looking. */
const tryDoor = (state: SyncState): SyncState => (state.session === 'needs_sign_in' ? greet(state) : state);

/** What wakes a lane that has a session: the server is greeted, which also gives the outbox another turn. */
const AWAKE = { lead_lost: off, online: greet, offline: waitOffline, signed_in: greet };

export const PULL_TRANSITIONS: PullTransitions = {
  off: {
    lead_gained: greet,
  },
  greeting: {
    ...AWAKE,
    greeted,
    pull_failed: failed,
  },
  copying: {
    ...AWAKE,
    copied: (state) => pullPages({ ...state, pullFailures: 0 }),
    pull_failed: failed,
  },
  catching_up: {
    ...AWAKE,
    page_applied: pageApplied,
    pull_failed: failed,
  },
  live: {
    ...AWAKE,
    shown: (state, _, { heardAt }) => (state.now < heardAt + FRESH_MS ? state : greet(state)),
    tick: verifyWhenDue,
    batch_settled: afterOwnWrites,
    page_applied: pageApplied,
    heard: (state, _, pull) => ({
      ...state,
      pullFailures: 0,
      pull: { ...pull, heardAt: state.now },
    }),
    live_ended: pullPages,
    pull_failed: failed,
  },
  waiting: {
    ...AWAKE,
    shown: greet,
    tick: waitingTick,
  },
  barred: {
    lead_lost: off,
    online: tryDoor,
    shown: tryDoor,
    signed_in: greet,
  },
};
