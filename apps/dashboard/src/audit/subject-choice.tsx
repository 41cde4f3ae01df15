import type { ReactNode } from 'react';
import type { LogFilter } from './log-filter.js';
import { addressOf } from '../routing/route.js';
import { goTo } from '../routing/use-route.js';

interface SubjectChoiceProps {
  readonly subjects: readonly { readonly id: string }[];
  readonly chosen: string | null;
  /** It stays when another log is read. */
  readonly filter: LogFilter;
}

/** Whose log is read. Subjects have no names here: the log knows them by their ids alone. */
export function SubjectChoice({ subjects, chosen, filter }: SubjectChoiceProps): ReactNode {
  return (
    <label className="choice">
      <span>Subject</span>
      <select
        className="field"
        data-testid="audit-subject"
        value={chosen ?? ''}
        onChange={(event) => {
          const subject = event.target.value === '' ? null : event.target.value;
          goTo(addressOf({ view: 'audit', subject, filter }));
        }}
      >
        <option value="">Choose a subject</option>
        {subjects.map(({ id }) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
      </select>
    </label>
  );
}
