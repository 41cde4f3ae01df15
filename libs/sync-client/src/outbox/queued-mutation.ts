import type { BatchItem, WireVerdict } from '@daybook/contract';

/**
 * `pending`: to be sent, or sent without an answer. `acknowledged`: the server has it, the replica does not show it
 * yet. `failed`: given up until somebody retries or discards it, or, if the connection was to blame, it comes back.
 */
export type QueueState = 'pending' | 'acknowledged' | 'failed';

/**
 * How firmly a mutation has its id. `given`: the caller chose it; `sealed`: it was sent; neither is renamed. `timed`:
 * made while the server's time was known. `guessed`: made by the device's own clock, and made anew when it is known.
 */
export type Naming = 'guessed' | 'timed' | 'sealed' | 'given';

/** Why a mutation failed or waits. `connection` means that no verdict came. */
export interface QueueProblem {
  readonly cause: 'verdict' | 'connection';
  readonly code: string;
  readonly detail: string;
  readonly pointer?: string;
}

/** One mutation of the outbox; one row of storage. */
export interface QueuedMutation {
  /** Place in the outbox, from 1; also across tabs. */
  readonly order: number;
  /** The name that the caller was given. It stays when the mutation id has to be made anew. */
  readonly key: string;
  readonly state: QueueState;
  /**
   * Of a pending one when it is due (ms of the wall clock, 0: at once), of an acknowledged one the seq to wait for, of
   * a failed one when the verdict came (0: none came, the connection was to blame).
   */
  readonly position: number;
  readonly item: BatchItem;
  readonly naming: Naming;
  /** The record that it writes, as far as it can be told here. */
  readonly record: string;
  /** `<date>/<metric code>` of the day that it changes, or `''`. */
  readonly day: string;
  /** The newest mutation of its record that was there to be seen at the intention, `''` for none. */
  readonly after: string;
  /** The device's wall clock at the intention, ms. */
  readonly intendedAt: number;
  /** Sendings that came to nothing. */
  readonly tries: number;
  /** Verdicts that asked to come again later. */
  readonly waits: number;
  readonly problem: QueueProblem | null;
  readonly verdict: WireVerdict | null;
}
