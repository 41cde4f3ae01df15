import type { FailureProblem } from './failure.js';
import type { RetryPolicy } from './retry-policy.js';

/**
 * What is known of the right to talk to the server: `unproven` until it answered under the present token, then
 * `open`. `outdated`: this client is too old for it. `erased`: the subject is gone and the copy has to go, too.
 */
export type Session = 'unproven' | 'open' | 'needs_sign_in' | 'outdated' | 'erased';

/**
 * Where the copy of the server's state stands.
 *
 * `greeting` asks for the server's time and position and compares digests; `copying` takes a snapshot; `pulling`
 * catches up by pages; `streaming` and `polling` are live; `waiting` lets a failure pass; `barred` has no session.
 */
export type Pull =
  | { readonly at: 'off' }
  | { readonly at: 'greeting'; readonly run: number }
  | { readonly at: 'copying'; readonly run: number; readonly from: 'where_it_stopped' | 'nothing' }
  | { readonly at: 'pulling'; readonly run: number }
  | {
      readonly at: 'streaming';
      readonly run: number;
      readonly openedAt: number;
      readonly heardAt: number | null;
    }
  | { readonly at: 'polling'; readonly run: number }
  | { readonly at: 'waiting'; readonly until: number; readonly then: 'greet' | 'copy_anew' }
  | { readonly at: 'barred' };

/**
 * What happens to the outbox. `dueAt` is when its next mutation may be sent, `null` when none waits. `requeueing`
 * gives those that failed for want of a connection another turn. `wokenAgain`: something was written after the
 * batch was made, so that its report of an empty outbox may be out of date.
 */
export type Push =
  | { readonly at: 'off' }
  | { readonly at: 'requeueing'; readonly run: number }
  | { readonly at: 'idle'; readonly dueAt: number | null }
  | { readonly at: 'sending'; readonly run: number; readonly wokenAgain: boolean }
  | { readonly at: 'waiting'; readonly until: number; readonly asked: 'by_server' | 'by_policy' };

/**
 * Everything that decides what the client does next. It holds no data: replica, outbox and cursor are in storage.
 *
 * @property now a clock that never jumps, at the last input, ms; all instants here are of it
 * @property run the newest run handed out; what an older one reports is void
 * @property filtered whether only some entities are carried, so that own writes may pass the live channel unseen
 * @property pullFailures failures in a row of the pull lane; `pushFailures` likewise
 * @property resets copies begun anew, the last one at `lastResetAt`, not counting those of hours ago
 * @property verifiedAt when digests were last compared, or could have been
 * @property streamDoubtedUntil until when the live channel is long polls, because a stream stayed silent
 * @property batchLimit how many mutations the next batch may hold
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
  readonly resets: number;
  readonly lastResetAt: number | null;
  readonly verifiedAt: number | null;
  readonly streamDoubtedUntil: number;
  readonly batchLimit: number;
}
