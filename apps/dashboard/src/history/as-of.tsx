import { useCallback, useId, useState, type ReactNode } from 'react';
import type { WireDay } from '@daybook/contract';
import { useAgainOnceLive } from '../fetching/use-again-once-live.js';
import { useLoaded } from '../fetching/use-loaded.js';
import { exactTime } from '../format/format-date.js';
import { shownText } from '../format/format-value.js';
import type { ShownUnit } from '../format/shown-unit.js';
import { sourceName } from '../format/source-name.js';
import { overrideText } from '../today/override-text.js';
import { loadDayAsOf } from './day-history.js';

interface AsOfProps {
  readonly userId: string;
  readonly type: string;
  readonly date: string;
  /** When something changed, oldest first; none while the log is read. */
  readonly moments: readonly string[];
  /** The day as it is now: the last stop. */
  readonly now: WireDay | null;
  /** Whether something newer waits in this browser, of which the log knows nothing. */
  readonly isWaiting: boolean;
  readonly unit: ShownUnit;
}

/**
 * The value as it was known at any moment. The slider stops at each change, first at the time before any, last at now:
 * between two stops nothing changed, so that every moment is on it, however close or far apart they lie.
 */
export function AsOf({ userId, type, date, moments, now, isWaiting, unit }: AsOfProps): ReactNode {
  const last = moments.length;
  const [chosen, setChosen] = useState<number | null>(null);
  const stop = Math.min(chosen ?? last, last);
  const moment = stop === 0 || stop === last ? null : (moments[stop - 1] ?? null);
  const load = useCallback(
    (signal: AbortSignal) =>
      moment === null ? Promise.resolve(null) : loadDayAsOf({ userId, type, date }, moment, signal),
    [userId, type, date, moment],
  );
  const [loaded, again] = useLoaded(load);
  useAgainOnceLive(loaded, again);
  const titleId = useId();
  const words = stopWords(stop, moments, isWaiting);
  const isAsking = moment !== null && loaded.state === 'loading';
  // While a moment is asked for, the value before it stays: "no value" would be a claim.
  const known = loaded.value ?? (isAsking ? now : null);
  const day = stop === last ? now : stop === 0 ? null : known;
  return (
    <section className="panel as-of" aria-labelledby={titleId}>
      <div>
        <h2 id={titleId} className="panel-title">
          As known at
        </h2>
        <p className="as-of-value" data-testid="as-of-value" aria-busy={isAsking}>
          {day === null ? 'no value' : shownText(day.value, unit)}
        </p>
        <p className="quiet">
          {loaded.state === 'failed'
            ? loaded.problem.message
            : day === null
              ? '\u00a0'
              : originWords(day, unit)}
        </p>
      </div>
      <div className="as-of-track">
        <p className="as-of-moment" data-testid="as-of-moment">
          {words}
        </p>
        <input
          className="slider"
          type="range"
          data-testid="as-of"
          min={0}
          // Without stops there is only now, which is at its end.
          max={Math.max(last, 1)}
          step={1}
          value={last === 0 ? 1 : stop}
          disabled={last === 0}
          aria-labelledby={titleId}
          aria-valuetext={words}
          onChange={(event) => {
            setChosen(event.target.valueAsNumber);
          }}
        />
        <Stops count={Math.max(last, 1)} />
        <p className="slider-ends">
          <span>before</span>
          <span>now</span>
        </p>
      </div>
    </section>
  );
}

/** Beyond these the marks would touch each other on a phone. */
const STOPS_MARKED_MAX = 60;

/** Where on the slider something changed. */
function Stops({ count }: { readonly count: number }): ReactNode {
  if (count > STOPS_MARKED_MAX) return null;
  return (
    <span className="stops" aria-hidden="true">
      {Array.from({ length: count + 1 }, (_, i) => (
        <i key={i} />
      ))}
    </span>
  );
}

function stopWords(stop: number, moments: readonly string[], isWaiting: boolean): string {
  const moment = moments[stop - 1];
  if (stop === moments.length) return isWaiting ? 'Now, on the server' : 'Now';
  return moment === undefined ? 'Before the first value' : exactTime(moment);
}

function originWords(day: WireDay, unit: ShownUnit): string {
  return overrideText(day, unit) ?? sourceName(day.winner.source);
}
