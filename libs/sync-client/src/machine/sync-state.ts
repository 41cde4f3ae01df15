import type { FailureProblem } from './failure.js';
import type { RetryPolicy } from './retry-policy.js';

/**
 * What is known of the right to talk to the server: `unproven` until it answered under the present token, then
 * `open`. `outdated`: this client is too old for it. `erased`: the subject is gone and the copy has to go, too.
 */
export type Session = 'unproven' | 'open' | 'needs_sign_in' | 'outdated' | 'erased';

/** Every situation has a number of its own; what belongs to an older one is void. */
interface Run {
  readonly run: number;
}

/**
 * Where the copy of the server's state stands.
 *
 * `greeting` asks for the server's time and position and compares digests, or, where the cursor has `expired`, only
 * whose the sign-in is; `copying` takes a snapshot; `catching_up` pulls pages; `live` hears of
 * changes as they are made; `waiting` lets a failure pass; `barred` has no session.
 */
export type Pull = Run &
  (
    | { readonly at: 'off' }
    | { readonly at: 'greeting'; readonly expired: boolean }
    | { readonly at: 'copying'; readonly isAnew: boolean }
    | { readonly at: 'catching_up' }
    | { readonly at: 'live'; readonly heardAt: number }
    | { readonly at: 'waiting'; readonly until: number; readonly isAnew: boolean }
    | { readonly at: 'barred' }
  );

/** Which mutations get a turn: those that are due, or also those that were given up or put off. */
export type Choice = 'due' | 'all';

/**
 * What happens to the outbox. `dueAt` is when its next mutation may be sent, `null` when none waits. `wokenAgain`:
 * something was written after the batch was made, so that its report of an empty outbox may be out of date. `isAsked`:
 * the server asked for the pause.
 */
export type Push = Run &
  (
    | { readonly at: 'off' }
    | { readonly at: 'idle'; readonly dueAt: number | null }
    | { readonly at: 'sending'; readonly limit: number; readonly of: Choice; readonly wokenAgain: boolean }
    | { readonly at: 'waiting'; readonly until: number; readonly isAsked: boolean }
  );

/**
 * Everything that decides what the client does next. It holds no data: replica, outbox and cursor are in storage.
 *
 * @property now a clock that never jumps, at the last input, ms; all instants here are of it
 * @property run the newest number handed out to a situation
 * @property filtered whether only some entities are carried, so that own writes may pass the live channel unseen
 * @property pullFailures failures in a row of the pull lane; `pushFailures` likewise
 * @property outOfReach whether the last greeting failed
 * @property outage whether sendings failed by the moment and not by what was sent, since one last succeeded
 * @property resets copies begun anew, the last one at `lastResetAt`, not counting those of hours ago
 * @property verifiedAt when digests were last compared, or could have been
 * @property batchLimit how many mutations the next batch may hold
 * @property choice which mutations the next batch may come from
 */
export interface SyncState {
  readonly now: number;
  readonly run: number;
  readonly policy: RetryPolicy;
  readonly filtered: boolean;
  readonly network: 'online' | 'offline';
  readonly session: Session;
  readonly problem: FailureProblem | null;
  readonly pull: Pull;
  readonly push: Push;
  readonly pullFailures: number;
  readonly pushFailures: number;
  readonly outOfReach: boolean;
  readonly outage: boolean;
  readonly resets: number;
  readonly lastResetAt: number | null;
  readonly verifiedAt: number | null;
  readonly batchLimit: number;
  readonly choice: Choice;
}

type WithoutRun<Situation> = Situation extends Run ? Omit<Situation, 'run'> : never;

/** Enters a situation of the pull lane. */
export function toPull(state: SyncState, pull: WithoutRun<Pull>): SyncState {
  const run = state.run + 1;
  return { ...state, run, pull: { ...pull, run } };
}

/** Enters a situation of the push lane. */
export function toPush(state: SyncState, push: WithoutRun<Push>): SyncState {
  const run = state.run + 1;
  return { ...state, run, push: { ...push, run } };
}
