import type { ReactNode } from 'react';
import { Link } from '../routing/link.js';
import { ViewHead } from '../shell/view-head.js';

/** A link with a mistake in it, or one to a metric of somebody else. */
export function NoMetric({ type }: { readonly type: string }): ReactNode {
  return (
    <>
      <ViewHead title="There is no such metric" over={`“${type}”`} />
      <Link className="button button-strong" to={{ view: 'metrics' }}>
        See all metrics
      </Link>
    </>
  );
}
