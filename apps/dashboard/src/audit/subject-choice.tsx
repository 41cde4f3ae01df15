import type { ReactNode } from 'react';
import { addressOf } from '../routing/route.js';
import { goTo } from '../routing/use-route.js';

interface SubjectChoiceProps {
  readonly subjects: readonly { readonly id: string }[];
  readonly chosen: string | null;
}

/** Whose log is read. Subjects have no names here: the log knows them by their ids alone. */
export function SubjectChoice({ subjects, chosen }: SubjectChoiceProps): ReactNode {
  return (
    <label className="choice">
      <span>Subject</span>
      <select
        className="field"
        data-testid="audit-subject"
        value={chosen ?? ''}
        onChange={(event) => {
          goTo(addressOf({ view: 'audit', subject: event.target.value === '' ? null : event.target.value }));
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
