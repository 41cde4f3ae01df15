import type { Failure } from './failure.js';

/**
 * How replica and server compared: `copy` (there is none yet, or an unfinished one), `resync` (it is of no use any
 * more), `behind`, `level` (digests equal, or not to be compared), `heal` (digests differ for the first time),
 * `diverged` (they differ although the copy was made anew: reported, not repeated).
 */
export type Standing = 'copy' | 'resync' | 'behind' | 'level' | 'heal' | 'diverged';

interface At {
  /** A clock that never jumps, ms. */
  readonly now: number;
  /** A number drawn from 0 up to 1, for jitter. */
  readonly chance: number;
}

interface OfRun extends At {
  readonly run: number;
}

/** What both lanes hear. */
export type SharedInput =
  | (At & { readonly type: 'lead_gained' })
  | (At & { readonly type: 'lead_lost' })
  | (At & { readonly type: 'signed_in' })
  | (At & { readonly type: 'shown' })
  | (At & { readonly type: 'tick' })
  | (OfRun & { readonly type: 'greeted'; readonly standing: Standing })
  | (OfRun & { readonly type: 'batch_settled'; readonly dueAt: number | null; readonly sent: number });

export type PullInput =
  | SharedInput
  | (At & { readonly type: 'online' })
  | (At & { readonly type: 'offline' })
  | (OfRun & { readonly type: 'copied' })
  | (OfRun & { readonly type: 'page_applied'; readonly hasMore: boolean })
  /** Something came on the live channel, be it a heartbeat. */
  | (OfRun & { readonly type: 'heard' })
  | (OfRun & { readonly type: 'live_ended' })
  | (OfRun & { readonly type: 'pull_failed'; readonly failure: Failure });

export type PushInput =
  | SharedInput
  | (At & { readonly type: 'written' })
  | (OfRun & { readonly type: 'batch_split'; readonly size: number })
  | (OfRun & {
      readonly type: 'push_failed';
      readonly failure: Failure;
      readonly size: number;
    });

export type SyncInput = PullInput | PushInput;
