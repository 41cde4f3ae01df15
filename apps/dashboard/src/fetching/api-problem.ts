import type { Problem } from '@daybook/contract';

/** Why a request came to nothing: the server's problem, or `null` when no server answered. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem | null) {
    super(problem === null ? 'The server cannot be reached.' : problem.detail);
  }

  get status(): number | null {
    return this.problem?.status ?? null;
  }
}
