import { useRef, useState, type ReactNode } from 'react';
import type { WireMetricType } from '@daybook/contract';
import { familyOf } from '../catalogue/family.js';
import { ownColour } from '../catalogue/own-colour.js';
import { shownText } from '../format/format-value.js';
import { shownUnit, type ShownUnit } from '../format/shown-unit.js';
import { CHART_DAYS_FIRST } from '../routing/route.js';
import { Link } from '../routing/link.js';
import { Icon } from '../shell/icon.js';
import { useDiary } from '../diary/diary-context.js';
import { ManualEntry } from './manual-entry.js';
import { Sparkline } from './sparkline.js';
import { TileFooter } from './tile-footer.js';
import { TILE_DAYS, type TileFacts } from './tile-facts.js';
import { TileValue } from './tile-value.js';

interface TileProps {
  readonly facts: TileFacts;
  readonly metric: WireMetricType;
  readonly date: string;
  readonly today: string;
}

/** One metric on one day. Its height never changes, whatever it has to say. */
export function Tile({ facts, metric, date, today }: TileProps): ReactNode {
  const [isEntering, setEntering] = useState(false);
  const enterButton = useRef<HTMLButtonElement>(null);
  const { overwrite } = useDiary();
  const unit = shownUnit(metric);
  const { type } = facts;
  const titleId = `tile-${type}-name`;
  // What had the focus goes: without this a keyboard would begin at the top of the page again.
  const leave = (): void => {
    setEntering(false);
    enterButton.current?.focus();
  };
  const save = (value: number): void => {
    overwrite({ type, date, value, unit: metric.unit });
    leave();
  };
  return (
    <article
      className="tile"
      data-testid={`tile-${type}`}
      data-family={familyOf(type)}
      aria-labelledby={titleId}
      style={ownColour(metric)}
    >
      <header className="tile-head">
        <Icon name={familyOf(type)} />
        <h2 id={titleId} className="tile-name">
          <Link to={{ view: 'metric', type, days: CHART_DAYS_FIRST }}>{metric.name}</Link>
        </h2>
        <button
          ref={enterButton}
          type="button"
          className="button button-quiet button-round tile-enter"
          data-testid="manual-entry"
          aria-expanded={isEntering}
          aria-label={`Enter ${metric.name}`}
          title={`Enter ${metric.name}`}
          onClick={() => {
            setEntering(!isEntering);
          }}
        >
          <Icon name={facts.day === null ? 'plus' : 'edit'} size={18} />
        </button>
      </header>
      <TileValue facts={facts} unit={unit} today={today} isCovered={isEntering} />
      {isEntering && (
        <ManualEntry
          metric={metric}
          unit={unit}
          before={facts.day?.value ?? null}
          onSave={save}
          onCancel={leave}
        />
      )}
      <Sparkline kind={metric.kind} values={facts.values} label={sparklineText(facts, unit)} />
      <TileFooter facts={facts} unit={unit} date={date} today={today} onTakenBack={leave} />
    </article>
  );
}

function sparklineText({ values }: TileFacts, unit: ShownUnit): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return `No values in ${TILE_DAYS} days`;
  const [lowest, highest] = [Math.min(...known), Math.max(...known)];
  return `Last ${TILE_DAYS} days: ${shownText(lowest, unit)} to ${shownText(highest, unit)}`;
}
