import type { ReactNode } from 'react';
import type { ApiProblem } from '../fetching/api-problem.js';
import { Icon } from './icon.js';

interface FailedProps {
  readonly problem: ApiProblem;
  readonly onRetry: () => void;
}

/** Something could not be fetched: why, and another try. */
export function Failed({ problem, onRetry }: FailedProps): ReactNode {
  return (
    <div className="failed" role="alert">
      <Icon name="alert" />
      <p>{problem.message}</p>
      <button type="button" className="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
