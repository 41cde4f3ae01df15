import { useMemo, useState, type ReactNode } from 'react';
import type { WireMetricType } from '@daybook/contract';
import { useDiary } from '../diary/diary-context.js';
import { CHART_DAYS_FIRST } from '../routing/route.js';
import { Link } from '../routing/link.js';
import { Icon } from '../shell/icon.js';
import { useTitle } from '../shell/use-title.js';
import { ViewHead } from '../shell/view-head.js';
import { FAMILIES, FAMILY_NAMES, familyOf, type Family } from './family.js';

/** Every metric there is, by what it is about. */
export function MetricsView(): ReactNode {
  const { catalogue } = useDiary();
  const [sought, setSought] = useState('');
  useTitle('Metrics');
  const groups = useMemo(() => groupsOf([...catalogue.values()], sought), [catalogue, sought]);
  return (
    <>
      <ViewHead title="Metrics">
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
      {groups.length === 0 && (
        <p className="empty">
          {catalogue.size === 0
            ? 'The list of metrics comes with the first connection.'
            : 'No metric has such a name.'}
        </p>
      )}
      <div className="groups">
        {groups.map(({ family, metrics }) => (
          <section key={family} className="panel" data-family={family} aria-labelledby={`family-${family}`}>
            <h2 id={`family-${family}`} className="panel-title">
              <Icon name={family} />
              {FAMILY_NAMES[family]}
            </h2>
            <ul className="names">
              {metrics.map(({ code, name }) => (
                <li key={code}>
                  <Link to={{ view: 'metric', type: code, days: CHART_DAYS_FIRST }}>{name}</Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

interface Group {
  readonly family: Family;
  readonly metrics: readonly WireMetricType[];
}

function groupsOf(metrics: readonly WireMetricType[], sought: string): Group[] {
  const words = sought.trim().toLowerCase();
  const found = metrics.filter(({ name, code }) => `${name} ${code}`.toLowerCase().includes(words));
  return FAMILIES.map((family) => ({
    family,
    metrics: found
      .filter(({ code }) => familyOf(code) === family)
      .sort((a, b) => a.name.localeCompare(b.name)),
  })).filter((group) => group.metrics.length > 0);
}
