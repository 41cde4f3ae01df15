import type { FailureProblem } from '../machine/failure.js';
import { dueOf } from '../machine/next.js';
import type { Session, SyncState } from '../machine/sync-state.js';

/**
 * `live`: changes arrive as they are made. `waiting`: a failure passes, and `nextTryAt` says when. `needs_sign_in`:
 * call `signIn`; nothing is lost meanwhile. `outdated`: the server wants a newer client. `stopped`: closed.
 */
export type ClientPhase =
  | 'starting'
  | 'copying'
  | 'catching_up'
  | 'live'
  | 'offline'
  | 'waiting'
  | 'needs_sign_in'
  | 'outdated'
  | 'erased'
  | 'stopped';

/** The state of the sync in words that a page can show; the same in all tabs of a subject. */
export interface ClientStatus {
  readonly phase: ClientPhase;
  /** Whether this tab talks to the server, or another does for it. */
  readonly role: 'leader' | 'follower';
  /** What is in the way, in the server's words. */
  readonly problem: FailureProblem | null;
  /** Wall clock, ms; `null` when no try is due. */
  readonly nextTryAt: number | null;
  /** When something of the outbox is sent next, likewise. */
  readonly nextSendAt: number | null;
  /** When the copy was last complete up to the head, wall clock, ms. */
  readonly levelAt: number | null;
  /** Of a copy that is being taken, or of changes that are being caught up with. */
  readonly progress: { readonly received: number; readonly total: number } | null;
  /** Entities whose digests differ from the server's. Empty is the only good value. */
  readonly diverged: readonly string[];
}

export const STARTING: ClientStatus = {
  phase: 'starting',
  role: 'follower',
  problem: null,
  nextTryAt: null,
  nextSendAt: null,
  levelAt: null,
  progress: null,
  diverged: [],
};

export function phaseOf({ pull, pullFailures, session, network }: SyncState): ClientPhase {
  if (pull.at === 'barred') return session as Exclude<Session, 'unproven' | 'open'>;
  if (network === 'offline') return 'offline';
  switch (pull.at) {
    case 'greeting':
      return pullFailures > 0 ? 'waiting' : session === 'open' ? 'live' : 'starting';
    case 'off':
      return 'starting';
    default:
      return pull.at;
  }
}

/** What tells one status from the next: times count by the second, or each page of the feed would be news. */
export function inWords(status: ClientStatus): string {
  return JSON.stringify(status, (member, value: unknown) =>
    member.endsWith('At') && value !== null ? Math.round((value as number) / 1_000) : value,
  );
}

/** When something is tried again, and when something is sent, on the machine's clock; `Infinity` for never. */
export function nextTriesOf(state: SyncState): { readonly any: number; readonly send: number } {
  const { pull, push, now, session } = state;
  const pulls = pull.at === 'waiting' ? pull.until : Infinity;
  const due = dueOf(push);
  // What is due already waits for the session, not for the clock.
  const sends = due > now ? due : Infinity;
  const any = Math.min(pulls, sends);
  return { any, send: session === 'open' ? sends : any };
}
