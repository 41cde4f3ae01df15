import { useMemo, type ReactNode } from 'react';
import { addDays } from '@daybook/domain';
import { describedMetric } from '../catalogue/catalogue.js';
import { FIRST_METRICS, inTileOrder } from '../catalogue/tile-order.js';
import { useDiary } from '../diary/diary-context.js';
import { useDays } from '../diary/use-days.js';
import { useSyncStatus } from '@daybook/sync-client/react';
import { useTitle } from '../shell/use-title.js';
import { DayHead } from './day-head.js';
import { FirstSteps } from './first-steps.js';
import { Tile } from './tile.js';
import { TileSkeleton } from './tile-skeleton.js';
import { factsOf, TILE_DAYS, tileFacts } from './tile-facts.js';

interface DayViewProps {
  readonly date: string;
  readonly today: string;
}

/** Today, or another day: one tile a metric. */
export function DayView({ date, today }: DayViewProps): ReactNode {
  const range = useMemo(() => ({ from: addDays(date, 1 - TILE_DAYS), to: date }), [date]);
  const days = useDays(range);
  const { catalogue } = useDiary();
  const { phase } = useSyncStatus();
  useTitle(date === today ? 'Today' : date);
  const facts = useMemo(() => (days === undefined ? undefined : tileFacts(days, date)), [days, date]);
  const isFilling = phase === 'starting' || phase === 'copying' || phase === 'catching_up';
  if (facts === undefined || (facts.size === 0 && isFilling)) {
    return (
      <>
        <DayHead date={date} today={today} changedAt={null} />
        <div className="tiles" aria-busy="true">
          {FIRST_METRICS.map((type) => (
            <TileSkeleton key={type} />
          ))}
        </div>
      </>
    );
  }
  const types = inTileOrder(new Set<string>([...FIRST_METRICS, ...facts.keys()]));
  return (
    <>
      <DayHead date={date} today={today} changedAt={newestChange([...facts.values()])} />
      {facts.size === 0 && <FirstSteps />}
      <div className="tiles">
        {types.map((type) => {
          const shown = facts.get(type) ?? factsOf(type, [], date);
          const metric = describedMetric(catalogue, type, shown.day?.unit ?? shown.before?.unit);
          return <Tile key={type} facts={shown} metric={metric} date={date} today={today} />;
        })}
      </div>
    </>
  );
}

function newestChange(
  tiles: readonly { readonly confirmed: { readonly updatedAt: string } | null }[],
): string | null {
  const times = tiles.flatMap(({ confirmed }) => (confirmed === null ? [] : [confirmed.updatedAt]));
  return times.sort().at(-1) ?? null;
}
