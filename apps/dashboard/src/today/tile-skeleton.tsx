import type { ReactNode } from 'react';

/** The place of a tile while there is nothing to show, as large as the tile will be. */
export function TileSkeleton(): ReactNode {
  return (
    <div className="tile tile-skeleton" aria-hidden="true">
      <span className="ghost ghost-name" />
      <span className="ghost ghost-number" />
      <span className="ghost ghost-chart" />
      <span className="ghost ghost-line" />
    </div>
  );
}
