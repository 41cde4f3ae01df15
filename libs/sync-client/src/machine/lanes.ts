import type { Failure, FailureKind, FailureProblem } from './failure.js';
import { retryDelayMs } from './retry-policy.js';
import { toPull, toPush, type Session, type SyncState } from './sync-state.js';

/** Digests are compared this often while nothing else gives a reason to. */
const VERIFY_EVERY_MS = 900_000;

/** A comparison that other devices' writes outran is tried again after a minute. */
const VERIFY_AGAIN_MS = 60_000;

/** `offline` can be wrong (virtual networks, captive portals), so the server is asked now and then all the same. */
const OFFLINE_PROBE_MS = 60_000;

/** Two copies in an hour may be chance (a restore, then compaction); from then on each waits before it begins. */
const RESETS_AT_ONCE = 2;
const RESETS_FORGOTTEN_MS = 3_600_000;
const RESET_DELAY_MAX_MS = 900_000;

export function greet(state: SyncState): SyncState {
  return toPull(state, { at: 'greeting', expired: false });
}

/**
 * The server does not know the cursor. It may be of another epoch, or of another subject than the sign-in is by now:
 * before the copy is thrown away the server is asked for this subject.
 */
function greetExpired(state: SyncState): SyncState {
  return toPull({ ...state, session: 'unproven' }, { at: 'greeting', expired: true });
}

export function pullPages(state: SyncState): SyncState {
  return toPull(state, { at: 'catching_up' });
}

export function copy(state: SyncState, isAnew: boolean): SyncState {
  return toPull(state, { at: 'copying', isAnew });
}

export function live(state: SyncState): SyncState {
  return toPull(state, { at: 'live', heardAt: state.now });
}

export function verifyDueAt(state: SyncState): number {
  return state.verifiedAt === null ? state.now : state.verifiedAt + VERIFY_EVERY_MS;
}

/** At the head of the feed: goes live, or compares digests first when that is due. */
export function caughtUp(state: SyncState): SyncState {
  return verifyDueAt(state) <= state.now ? greet(state) : live(state);
}

/**
 * The server had more when digests were to be compared. At first that is the usual case, and they are compared
 * once the changes are in; later the comparison is put off, or constant writes of others would keep it going.
 */
export function behind(state: SyncState): SyncState {
  const putOff = state.now - VERIFY_EVERY_MS + VERIFY_AGAIN_MS;
  return pullPages({ ...state, verifiedAt: state.verifiedAt === null ? -Infinity : putOff });
}

export function waitOffline(state: SyncState): SyncState {
  return toPull(state, { at: 'waiting', until: state.now + OFFLINE_PROBE_MS, isAnew: false });
}

/** Begins a new copy, at once or, when one reset follows another, after a pause: a reset must never become a loop. */
export function resync(state: SyncState): SyncState {
  const { now, lastResetAt } = state;
  const isRecent = lastResetAt !== null && now - lastResetAt < RESETS_FORGOTTEN_MS;
  const resets = isRecent ? state.resets : 0;
  if (resets < RESETS_AT_ONCE) return copyAnew({ ...state, resets });
  const until = now + Math.min(1_000 * 2 ** resets, RESET_DELAY_MAX_MS);
  return toPull({ ...state, pullFailures: state.pullFailures + 1 }, { at: 'waiting', until, isAnew: true });
}

export function copyAnew(state: SyncState): SyncState {
  const anew = copy({ ...state, resets: state.resets + 1, lastResetAt: state.now }, true);
  // An answer out of the history that is left would be kept by a place of it, which the new one may never reach.
  return state.push.at === 'sending' ? toPush(anew, { at: 'idle', dueAt: state.now }) : anew;
}

/** Neither lane goes on before the session is mended. Nothing is dropped. */
function bar(state: SyncState, session: Session, problem: FailureProblem): SyncState {
  const barred = toPull({ ...state, session, problem }, { at: 'barred' });
  return state.push.at === 'off' ? barred : toPush(barred, { at: 'idle', dueAt: state.now });
}

/** The failures after which nobody may ask on, and what the session is then. */
export const BARRING: Readonly<Partial<Record<FailureKind, Session>>> = {
  unauthenticated: 'needs_sign_in',
  outdated: 'outdated',
  erased: 'erased',
};

/** What a failure means for both lanes, whichever of them met it; `null` if it concerns that lane alone. */
export function barredBy(state: SyncState, { kind, problem }: Failure): SyncState | null {
  const session = BARRING[kind];
  return session ? bar(state, session, problem) : null;
}

export function failPull(state: SyncState, failure: Failure, chance: number): SyncState {
  const barred = barredBy(state, failure);
  if (barred) return barred;
  const isOutOfReach = state.pull.at === 'greeting';
  if (failure.kind === 'expired') return (isOutOfReach ? resync : greetExpired)(state);
  const pullFailures = state.pullFailures + 1;
  const until = state.now + retryDelayMs(state.policy, pullFailures, chance, failure.retryAfterMs);
  return toPull(
    { ...state, pullFailures, problem: failure.problem, outOfReach: isOutOfReach },
    { at: 'waiting', until, isAnew: false },
  );
}
