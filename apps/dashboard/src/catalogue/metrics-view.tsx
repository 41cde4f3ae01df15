import { useMemo, useState, type ReactNode } from 'react';
import { addDays } from '@daybook/domain';
import type { WireDay, WireMetricType } from '@daybook/contract';
import { useDiary } from '../diary/diary-context.js';
import { useDays } from '../diary/use-days.js';
import { shownText, wholeNumber } from '../format/format-value.js';
import { shownUnit } from '../format/shown-unit.js';
import { CHART_DAYS_FIRST } from '../routing/route.js';
import { Link } from '../routing/link.js';
import { Icon } from '../shell/icon.js';
import { useTitle } from '../shell/use-title.js';
import { ViewHead } from '../shell/view-head.js';
import { FAMILIES, FAMILY_NAMES, familyOf, type Family } from './family.js';
import { newestValues } from './newest-values.js';

/** How far back the newest value is looked for: a season. */
const LOOK_BACK_DAYS = 90;

/** Every metric there is, by what it is about, with the newest value of those that have one. */
export function MetricsView({ today }: { readonly today: string }): ReactNode {
  const { catalogue } = useDiary();
  const [sought, setSought] = useState('');
  const days = useDays(useMemo(() => ({ from: addDays(today, 1 - LOOK_BACK_DAYS), to: today }), [today]));
  const newest = useMemo(() => newestValues(days ?? []), [days]);
  const groups = useMemo(
    () => groupsOf([...catalogue.values()], sought, newest),
    [catalogue, sought, newest],
  );
  useTitle('Metrics');
  const over =
    days === undefined ? '\u00a0' : `${wholeNumber(newest.size)} of ${wholeNumber(catalogue.size)} in use`;
  return (
    <>
      <ViewHead title="Metrics" over={over}>
        <label className="search">
          <Icon name="search" size={18} />
          <span className="unseen">Find a metric</span>
          <input
            className="search-field"
            type="search"
            placeholder="Find a metric"
            value={sought}
            onChange={(event) => {
              setSought(event.target.value);
            }}
          />
        </label>
      </ViewHead>
      {days === undefined && <div className="loading" aria-busy="true" />}
      {days !== undefined && groups.length === 0 && (
        <p className="empty">
          {catalogue.size === 0
            ? 'The list of metrics comes with the first connection.'
            : 'No metric has such a name.'}
        </p>
      )}
      <div className="groups">
        {/* Those in use stand first: without the days the list would be laid out twice. */}
        {(days === undefined ? [] : groups).map(({ family, metrics }) => (
          <section key={family} className="panel" data-family={family} aria-labelledby={`family-${family}`}>
            <h2 id={`family-${family}`} className="panel-title">
              <Icon name={family} />
              {FAMILY_NAMES[family]}
            </h2>
            <ul className="names">
              {metrics.map((metric) => (
                <MetricName key={metric.code} metric={metric} newest={newest.get(metric.code)} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

interface MetricNameProps {
  readonly metric: WireMetricType;
  readonly newest: WireDay | undefined;
}

function MetricName({ metric, newest }: MetricNameProps): ReactNode {
  return (
    <li data-used={newest !== undefined}>
      <Link to={{ view: 'metric', type: metric.code, days: CHART_DAYS_FIRST }}>{metric.name}</Link>
      {newest && <span className="names-value">{shownText(newest.value, shownUnit(metric))}</span>}
    </li>
  );
}

interface Group {
  readonly family: Family;
  readonly metrics: readonly WireMetricType[];
}

/** Those in use come first in their group. */
function groupsOf(
  metrics: readonly WireMetricType[],
  sought: string,
  newest: ReadonlyMap<string, WireDay>,
): Group[] {
  const words = sought.trim().toLowerCase();
  const found = metrics.filter(({ name, code }) => `${name} ${code}`.toLowerCase().includes(words));
  const rank = ({ code }: WireMetricType): number => (newest.has(code) ? 0 : 1);
  return FAMILIES.map((family) => ({
    family,
    metrics: found
      .filter(({ code }) => familyOf(code) === family)
      .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)),
  })).filter((group) => group.metrics.length > 0);
}
