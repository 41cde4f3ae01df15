import { foldEvent, type CommitDraft, type Decision, type SubjectState, type Verdict } from '@daybook/domain';

/** Folds the event of a decision that concerns no record, and makes its verdict. */
export function settleDecision(
  state: SubjectState,
  draft: CommitDraft,
  id: unknown,
  decision: Decision,
): Verdict {
  const mutationId = typeof id === 'string' ? id.toLowerCase() : '';
  if (decision.status === 'rejected') {
    return { status: 'rejected', id: mutationId, rejection: decision.rejection, record: null };
  }
  if (decision.status === 'duplicate') {
    return { status: 'duplicate', id: mutationId, record: null, ...(decision.differs && { differs: true }) };
  }
  foldEvent(state, draft, decision.event);
  return { status: decision.status, id: mutationId, record: null };
}
