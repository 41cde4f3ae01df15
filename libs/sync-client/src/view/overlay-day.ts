import type { WireDay } from '@daybook/contract';
import type { QueuedMutation } from '../outbox/queued-mutation.js';
import type { Claim, Predict } from './claim.js';
import { dateOfDay, typeOfDay } from './day-id.js';

const MANUAL = 'manual';

/**
 * The day as it will be once the server has the waiting mutations, as far as the day itself tells: a manual value
 * wins, a source's total replaces its earlier one, what was overridden comes back when the winner is taken away. It
 * is a prediction; the server's aggregate replaces it.
 *
 * @param waiting the day's mutations that the replica does not show yet; those that only the connection stopped are
 *   still on their way
 */
export function overlayDay(
  id: string,
  confirmed: WireDay | null,
  waiting: readonly QueuedMutation[],
  predict: Predict,
): WireDay | null {
  // In the order in which the server will rank them: by mutation id.
  const oldestFirst = waiting
    .filter(({ state, problem }) => state !== 'failed' || problem?.cause === 'connection')
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return oldestFirst.reduce<WireDay | null>((day, row) => {
    const claim = predict(row, day, oldestFirst);
    return claim ? withClaim(id, day, judged(claim, row)) : day;
  }, confirmed);
}

/** The newest mutation of the record, as the verdict names it: another device's may have been newer. */
function nameOf({ item, verdict }: QueuedMutation): string {
  return verdict?.mutationId ?? item.id;
}

/**
 * What the verdict says of the record is truer than what the mutation wanted, and newer than the day: without it the
 * day would fall back to what was there before, until the change itself arrives.
 */
function judged(claim: Claim, { verdict, record }: QueuedMutation): Claim {
  if (verdict?.value === undefined || claim.measurementId !== record) return claim;
  const value = verdict.state === 'live' ? verdict.value : null;
  return { ...claim, value, unit: verdict.unit ?? claim.unit };
}

type Candidate = Pick<Claim, 'source' | 'measurementId'> & { readonly value: number };

function withClaim(
  id: string,
  day: WireDay | null,
  { source, value, unit, measurementId, sources }: Claim,
): WireDay | null {
  // What the sources say, the winner first.
  const standing: Candidate[] = day === null ? [] : [{ ...day.winner, value: day.value }, ...day.overridden];
  const others = standing.filter((other) => other.source !== source);
  const before = day ?? emptyDay(id, unit);
  if (value === null) return day && withWinner(day, others);
  const mine = { source, value, ...(measurementId !== undefined && { measurementId }) };
  const wins = source === MANUAL || others.length === 0 || standing[0]?.source === source;
  return withWinner(before, wins ? [mine, ...others] : [...others, mine], sources);
}

/** The day under its first candidate; `null` when none is left. */
function withWinner(
  day: WireDay,
  [winner, ...losers]: readonly Candidate[],
  sources?: readonly string[],
): WireDay | null {
  if (winner === undefined) return null;
  const { value, ...who } = winner;
  const figures = value === day.value ? {} : { count: 1, min: value, max: value, avg: value, last: value };
  return {
    ...day,
    ...figures,
    value,
    winner: who,
    sources: sources ?? [winner, ...losers].map(({ source }) => source).sort(),
    overridden: losers.map(({ source, value: said }) => ({ source, value: said })),
  };
}

/** Nothing yet: its figures are those of the first value. */
function emptyDay(id: string, unit: string): WireDay {
  const known = { id, date: dateOfDay(id), type: typeOfDay(id), unit, value: NaN };
  return { ...known, revision: 0, updatedAt: '' } as unknown as WireDay;
}
