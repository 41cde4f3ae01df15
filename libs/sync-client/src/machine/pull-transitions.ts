import {
  behind,
  caughtUp,
  copy,
  copyAnew,
  doubtStream,
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
    | 'stream_ended'
    | 'pull_failed';
  readonly greeting:
    'lead_gained' | 'shown' | 'tick' | 'batch_settled' | 'copied' | 'page_applied' | 'heard' | 'stream_ended';
  readonly copying:
    | 'lead_gained'
    | 'shown'
    | 'tick'
    | 'greeted'
    | 'batch_settled'
    | 'page_applied'
    | 'heard'
    | 'stream_ended';
  readonly pulling:
    'lead_gained' | 'shown' | 'tick' | 'greeted' | 'batch_settled' | 'copied' | 'heard' | 'stream_ended';
  readonly streaming: 'lead_gained' | 'greeted' | 'copied';
  readonly polling: 'lead_gained' | 'tick' | 'greeted' | 'copied' | 'heard' | 'stream_ended';
  readonly waiting:
    | 'lead_gained'
    | 'greeted'
    | 'batch_settled'
    | 'copied'
    | 'page_applied'
    | 'heard'
    | 'stream_ended'
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
    | 'stream_ended'
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

/** The server sends its first byte at once; the rest is for a slow network. Later, a proxy holds the stream back. */
export const FIRST_BYTE_MS = 8_000;

/** Two heartbeats of 15 s and some slack: a stream silent for longer is dead, however open it looks. */
export const SILENCE_MS = 35_000;

/** A stream that ends sooner was cut by something that does not let streams live. */
const STREAM_PROVEN_MS = 5_000;

/** A page that comes back to the foreground trusts its stream only if it was heard from just now. */
const FRESH_MS = 20_000;

const off = (state: SyncState): SyncState => toPull(state, { at: 'off' });

/** Failures are counted on: that the server greets does not mean that it grants what failed. */
const greeted: Transition<'greeted', 'greeting'> = (state, { standing }, { expired }) => {
  const open: SyncState = { ...state, session: 'open', network: 'online', outOfReach: false, problem: null };
  if (expired) return resync(open);
  switch (standing) {
    case 'copy':
      return copy(open, 'where_it_stopped');
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
  (hasMore ? pullPages : caughtUp)({ ...state, pullFailures: 0, problem: null });

/** Of a filtered feed nothing may come for an own write: one pull moves the cursor past it. */
const afterOwnWrites = (state: SyncState, { dueAt, sent }: Of<'batch_settled'>): SyncState =>
  state.filtered && dueAt === null && sent > 0 ? pullPages(state) : state;

const streamTick: Transition<'tick', 'streaming'> = (state, _, { openedAt, heardAt }) => {
  if (heardAt === null) return state.now >= openedAt + FIRST_BYTE_MS ? doubtStream(state) : state;
  if (state.now >= heardAt + SILENCE_MS) return pullPages(state);
  return verifyDueAt(state) <= state.now ? greet(state) : state;
};

const streamEnded: Transition<'stream_ended', 'streaming'> = (state, _, { openedAt, heardAt }) =>
  heardAt !== null && state.now >= openedAt + STREAM_PROVEN_MS ? pullPages(state) : doubtStream(state);

const streamShown: Transition<'shown', 'streaming'> = (state, _, { heardAt }) =>
  heardAt !== null && state.now < heardAt + FRESH_MS ? state : pullPages(state);

const waitingTick: Transition<'tick', 'waiting'> = (state, _, { until, then }) => {
  if (state.now < until) return state;
  return then === 'greet' ? greet(state) : copyAnew(state);
};

const failed = (state: SyncState, { failure, chance }: Of<'pull_failed'>): SyncState =>
  failPull(state, failure, chance);

/** Who refuses streams may still grant polls. */
const streamFailed = (state: SyncState, input: Of<'pull_failed'>): SyncState => {
  const after = failed(state, input);
  return after.pull.at === 'waiting' ? doubtStream(state) : after;
};

/** Another tab may have signed in; what is too old or erased does not change by looking. */
const tryDoor = (state: SyncState): SyncState => (state.session === 'needs_sign_in' ? greet(state) : state);

export const PULL_TRANSITIONS: PullTransitions = {
  off: {
    lead_gained: greet,
  },
  greeting: {
    lead_lost: off,
    online: greet,
    offline: waitOffline,
    signed_in: greet,
    greeted,
    pull_failed: failed,
  },
  copying: {
    lead_lost: off,
    online: greet,
    offline: waitOffline,
    signed_in: greet,
    copied: (state) => pullPages({ ...state, pullFailures: 0, problem: null }),
    pull_failed: failed,
  },
  pulling: {
    lead_lost: off,
    online: pullPages,
    offline: waitOffline,
    signed_in: greet,
    page_applied: pageApplied,
    pull_failed: failed,
  },
  streaming: {
    lead_lost: off,
    online: pullPages,
    offline: waitOffline,
    shown: streamShown,
    signed_in: greet,
    tick: streamTick,
    batch_settled: afterOwnWrites,
    page_applied: (state, _, pull) => ({ ...state, problem: null, pull: { ...pull, heardAt: state.now } }),
    heard: (state, _, pull) => ({ ...state, pullFailures: 0, pull: { ...pull, heardAt: state.now } }),
    stream_ended: streamEnded,
    pull_failed: streamFailed,
  },
  polling: {
    lead_lost: off,
    online: pullPages,
    offline: waitOffline,
    shown: pullPages,
    signed_in: greet,
    batch_settled: afterOwnWrites,
    page_applied: pageApplied,
    pull_failed: failed,
  },
  waiting: {
    lead_lost: off,
    online: greet,
    offline: waitOffline,
    shown: greet,
    signed_in: greet,
    tick: waitingTick,
  },
  barred: {
    lead_lost: off,
    online: tryDoor,
    shown: tryDoor,
    signed_in: greet,
  },
};
