import type { RecordState, Verdict } from '@daybook/domain';
import { problemKind, type ProblemCode } from './problem-codes.js';

/** The record that a verdict speaks of, as it is after the mutation. Absent when there is none. */
interface RecordPart {
  readonly measurementId?: string;
  readonly revision?: number;
  readonly state?: RecordState;
  readonly value?: number | null;
  readonly unit?: string | null;
  /** The newest mutation of the record, which need not be the one that was sent. */
  readonly mutationId?: string;
}

interface AcceptedVerdict extends RecordPart {
  readonly index: number;
  readonly id: string;
  readonly status: 'created' | 'updated' | 'unchanged' | 'superseded' | 'duplicate';
  /** Only with `duplicate`: the content is not what was accepted under this id. */
  readonly differs?: true;
}

interface RejectedVerdict extends RecordPart {
  readonly index: number;
  /** What was sent as the id, as far as it could be read. */
  readonly id: string | null;
  readonly status: 'rejected';
  readonly code: ProblemCode;
  readonly retryable: boolean;
  readonly retryAfter?: number;
  readonly detail: string;
  /** JSON pointer into the body. */
  readonly pointer: string;
}

/** What became of one item of a batch. */
export type WireVerdict = AcceptedVerdict | RejectedVerdict;

/**
 * A verdict as the wire shows it.
 *
 * @param index the item's place in the batch
 * @param itemPointer JSON pointer of the item in the body (`/items/3`, `''` when the body is the item)
 */
export function wireVerdict(verdict: Verdict, index: number, itemPointer: string): WireVerdict {
  const record: RecordPart = verdict.record ?? {};
  if (verdict.status !== 'rejected') {
    const { id, status } = verdict;
    const differs = status === 'duplicate' && verdict.differs === true;
    return { index, id, status, ...record, ...(differs && { differs }) };
  }
  const { code, detail, pointer, retryAfter } = verdict.rejection;
  return {
    index,
    id: verdict.id,
    status: 'rejected',
    ...record,
    code,
    retryable: problemKind(code).retryable,
    ...(retryAfter !== undefined && { retryAfter }),
    detail,
    pointer: itemPointer + pointer,
  };
}
