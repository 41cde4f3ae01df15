import type { ReactNode } from 'react';
import { addDays } from '@daybook/domain';
import { changeTime, longDate } from '../format/format-date.js';
import { localDateOf } from '../format/local-date.js';
import { Link } from '../routing/link.js';
import { Icon } from '../shell/icon.js';

interface DayHeadProps {
  readonly date: string;
  readonly today: string;
  readonly changedAt: string | null;
}

/** Which day it is, and the way to its neighbours. */
export function DayHead({ date, today, changedAt }: DayHeadProps): ReactNode {
  const isToday = date === today;
  const yesterday = addDays(today, -1);
  const word = isToday ? 'Today' : date === yesterday ? 'Yesterday' : null;
  return (
    <div className="view-head">
      <div>
        <p className="view-over">
          {word ?? 'Diary'}
          {changedAt !== null && (
            <span className="view-aside"> · last change {changeTime(changedAt, today, localDateOf)}</span>
          )}
        </p>
        <h1 className="view-title">{longDate(date, today)}</h1>
      </div>
      <nav className="day-steps" aria-label="Days">
        {!isToday && (
          <Link className="button" to={{ view: 'day', date: null }}>
            Today
          </Link>
        )}
        <Link
          className="button button-round"
          to={{ view: 'day', date: addDays(date, -1) }}
          aria-label="The day before"
        >
          <Icon name="back" />
        </Link>
        {isToday ? (
          <span className="button button-round" aria-hidden="true" data-disabled="true">
            <Icon name="forward" />
          </span>
        ) : (
          <Link className="button button-round" to={nextDay(date, today)} aria-label="The day after">
            <Icon name="forward" />
          </Link>
        )}
      </nav>
    </div>
  );
}

function nextDay(date: string, today: string): { readonly view: 'day'; readonly date: string | null } {
  const next = addDays(date, 1);
  return { view: 'day', date: next >= today ? null : next };
}
