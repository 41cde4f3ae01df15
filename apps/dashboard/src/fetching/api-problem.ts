import type { Problem } from '@daybook/contract';
import { sentence } from '../format/sentence.js';

/** Why a request came to nothing: the server's problem, or `null` when no server answered. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem | null) {
    super(problemSentence(problem));
  }

  get status(): number | null {
    return this.problem?.status ?? null;
  }
}

const SESSION_ENDED = 'The session of this browser has ended: a new sign-in link opens it again.';

/** The server speaks to programs; what a reader can do about its own faults is to wait. */
function problemSentence(problem: Problem | null): string {
  if (problem === null) return 'The server cannot be reached.';
  if (problem.status === 401) return SESSION_ENDED;
  if (problem.status >= 500) return 'The server could not answer just now.';
  return sentence(problem.detail);
}
