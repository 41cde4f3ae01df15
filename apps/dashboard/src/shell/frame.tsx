import type { ReactNode } from 'react';

/** The empty page while it is not known for whom it is: as high as any view, so that nothing jumps. */
export function Frame(): ReactNode {
  return <main className="main" aria-busy="true" />;
}
