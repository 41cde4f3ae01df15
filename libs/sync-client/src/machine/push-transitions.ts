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
    | 'online'
    | 'offline'
    | 'shown'
    | 'signed_in'
    | 'tick'
    | 'greeted'
    | 'batch_settled'
    | 'written'
    | 'batch_split'
    | 'push_failed';
  readonly idle: 'lead_gained' | 'offline' | 'tick' | 'batch_settled' | 'batch_split' | 'push_failed';
  readonly sending: 'lead_gained' | 'offline' | 'tick' | 'greeted';
  readonly waiting: 'lead_gained' | 'offline' | 'batch_settled' | 'written' | 'batch_split' | 'push_failed';
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

/** Also what was given up for want of a connection, or waits for a later answer, gets another turn. */
const lookAtAll = (state: SyncState): SyncState => look({ ...state, choice: 'all' });

/** A pause of our own ends when the network is back or somebody looks; one that the server asked for does not. */
const mayLookAtAll = (state: SyncState, _: unknown, { asked }: Extract<Push, { at: 'waiting' }>): SyncState =>
  (asked === 'by_policy' ? lookAtAll : lookAtAllNext)(state);

/** The server answers again after it did not: what had been given up for that reason gets another turn. */
const afterContact = (state: SyncState): SyncState => (state.outOfReach ? lookAtAll(state) : state);

/** Somebody looked at a moment when nothing may begin: the next turn is for all. */
const lookAtAllNext = (state: SyncState): SyncState => ({ ...state, choice: 'all' });

const lookAtAllAfterwards = (
  state: SyncState,
  _: unknown,
  push: Extract<Push, { at: 'sending' }>,
): SyncState => lookAtAllNext({ ...state, push: { ...push, wokenAgain: true } });

const settled: Transition<'batch_settled', 'sending'> = (state, { dueAt, sent }, { wokenAgain }) => {
  const batchLimit = Math.min(BATCH_MAX_ITEMS, state.batchLimit * 2);
  const after = toPush(
    { ...state, pushFailures: 0, batchLimit },
    { at: 'idle', dueAt: wokenAgain ? state.now : dueAt },
  );
  // What was given up while nothing came through gets another turn now that something does.
  return state.outage && sent > 0 ? lookAtAll({ ...after, outage: false }) : after;
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
  const asked = failure.retryAfterMs === undefined ? 'by_policy' : 'by_server';
  const outage = state.outage || failure.status !== 500;
  const after = { ...state, pushFailures, outage, batchLimit, problem: failure.problem };
  return toPush(after, { at: 'waiting', until, asked });
};

export const PUSH_TRANSITIONS: PushTransitions = {
  off: {
    lead_gained: lookAtAll,
  },
  idle: {
    lead_lost: off,
    online: lookAtAll,
    shown: lookAtAll,
    signed_in: lookAtAll,
    greeted: afterContact,
    written: look,
  },
  sending: {
    lead_lost: off,
    online: lookAtAllAfterwards,
    shown: lookAtAllAfterwards,
    signed_in: lookAtAll,
    batch_settled: settled,
    written: (state, _, push) => ({ ...state, push: { ...push, wokenAgain: true } }),
    batch_split: split,
    push_failed: failed,
  },
  waiting: {
    lead_lost: off,
    online: mayLookAtAll,
    shown: mayLookAtAll,
    signed_in: lookAtAll,
    tick: (state, _, { until }) => (state.now >= until ? look(state) : state),
    greeted: (state, _, { asked }) => (asked === 'by_policy' ? afterContact(state) : state),
  },
};
