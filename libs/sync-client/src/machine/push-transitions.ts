import { BATCH_MAX_ITEMS } from '@daybook/contract';
import { barredBy } from './lanes.js';
import { retryDelayMs } from './retry-policy.js';
import type { PushInput } from './sync-input.js';
import { toPush, type Push, type SyncState } from './sync-state.js';

type Transition<Type, At> = (
  state: SyncState,
  input: Extract<PushInput, { type: Type }>,
  push: Extract<Push, { at: At }>,
) => SyncState;

/** The inputs that change nothing in a situation. They are named here alone, so that they weigh nothing. */
interface PushStays {
  readonly off:
    | 'lead_lost'
    | 'shown'
    | 'signed_in'
    | 'tick'
    | 'greeted'
    | 'batch_settled'
    | 'written'
    | 'batch_split'
    | 'push_failed';
  readonly idle: 'lead_gained' | 'signed_in' | 'tick' | 'batch_settled' | 'batch_split' | 'push_failed';
  readonly sending: 'lead_gained' | 'tick';
  readonly waiting: 'lead_gained' | 'batch_settled' | 'written' | 'batch_split' | 'push_failed';
}

/**
 * Every situation of the push lane against every input. None may be missing, here or among those that stay: the
 * compiler asks for each.
 */
export type PushTransitions = {
  readonly [At in Push['at']]: {
    readonly [Type in Exclude<PushInput['type'], PushStays[At]>]: Transition<Type, At>;
  };
};

/**
 * A batch that the server chokes on is sent again in parts of this fraction, so that after three failures (500, 63,
 * 8, 1) the one mutation at fault stands alone and the others pass.
 */
const SPLIT = 8;

const off = (state: SyncState): SyncState => toPush(state, { at: 'off' });

/** Looks into the outbox; what is to be sent begins as soon as the session allows. */
const look = (state: SyncState): SyncState => toPush(state, { at: 'idle', dueAt: state.now });

const lookAfterwards = (state: SyncState, _: unknown, push: Extract<Push, { at: 'sending' }>): SyncState => ({
  ...state,
  push: { ...push, wokenAgain: true },
});

const settled: Transition<'batch_settled', 'sending'> = (state, { dueAt, sent }, { wokenAgain }) => {
  const batchLimit = Math.min(BATCH_MAX_ITEMS, state.batchLimit * 2);
  const after: SyncState = { ...state, pushFailures: 0, batchLimit };
  // What was given up while nothing came through gets another turn now that something does.
  if (state.outage && sent > 0) return look({ ...after, outage: false, choice: 'all' });
  return wokenAgain ? look(after) : toPush(after, { at: 'idle', dueAt });
};

const split: Transition<'batch_split', 'sending'> = (state, { size }) =>
  look({ ...state, batchLimit: Math.ceil(size / SPLIT) });

const failed: Transition<'push_failed', 'sending'> = (state, { failure, chance, size }) => {
  const barred = barredBy(state, failure);
  if (barred) return barred;
  const pushFailures = state.pushFailures + 1;
  const until = state.now + retryDelayMs(state.policy, pushFailures, chance, failure.retryAfterMs);
  // 500 may be about the content; the other codes are about the moment.
  const batchLimit = failure.status === 500 ? Math.ceil(size / SPLIT) : state.batchLimit;
  const isAsked = failure.retryAfterMs !== undefined;
  const outage = state.outage || failure.status !== 500;
  const after = { ...state, pushFailures, outage, batchLimit, problem: failure.problem };
  return toPush(after, { at: 'waiting', until, isAsked });
};

/** A pause of our own ends when somebody looks, or the server answers again; one that it asked for does not. */
const lookAtAll = (state: SyncState, _: unknown, { isAsked }: Extract<Push, { at: 'waiting' }>): SyncState =>
  !isAsked && state.choice === 'all' ? look(state) : state;

export const PUSH_TRANSITIONS: PushTransitions = {
  off: {
    lead_gained: look,
  },
  idle: {
    lead_lost: off,
    shown: look,
    greeted: look,
    written: look,
  },
  sending: {
    lead_lost: off,
    signed_in: look,
    shown: lookAfterwards,
    greeted: lookAfterwards,
    batch_settled: settled,
    written: lookAfterwards,
    batch_split: split,
    push_failed: failed,
  },
  waiting: {
    lead_lost: off,
    signed_in: look,
    tick: (state, _, { until }) => (state.now >= until ? look(state) : state),
    shown: lookAtAll,
    greeted: lookAtAll,
  },
};
