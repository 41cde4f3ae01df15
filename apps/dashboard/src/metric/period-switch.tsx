import type { ReactNode } from 'react';
import { addressOf, CHART_DAYS } from '../routing/route.js';
import { goTo } from '../routing/use-route.js';

/** How many days are shown. The address follows, so that the view can be kept and sent. */
export function PeriodSwitch({ type, days }: { readonly type: string; readonly days: number }): ReactNode {
  return (
    <fieldset className="switch">
      <legend className="unseen">Days to show</legend>
      {CHART_DAYS.map((choice) => (
        <label key={choice} className="switch-choice">
          <input
            type="radio"
            name="days"
            className="unseen"
            checked={choice === days}
            onChange={() => {
              goTo(addressOf({ view: 'metric', type, days: choice }), 'replace');
            }}
          />
          <span>
            {choice}
            <span className="unseen"> days</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
