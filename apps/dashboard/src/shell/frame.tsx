import { useState, type CSSProperties, type ReactNode } from 'react';
import { Mark } from './mark.js';

/** The words come when the page takes longer than this: a flash of them would be a flicker. */
const LATE_MS = 400;

/**
 * The page while it is not known for whom it is: as high as any view, so that nothing jumps. index.html shows the same
 * before this can; what it says already stays said.
 */
export function Frame({ words = 'Loading…' }: { readonly words?: string }): ReactNode {
  const [lateMs] = useState(() => Math.max(0, LATE_MS - performance.now()));
  return (
    <>
      <header className="header">
        <div className="header-row">
          <span className="wordmark">
            <Mark size={26} />
            Daybook
          </span>
        </div>
      </header>
      <main className="main" aria-busy="true">
        <p className="empty frame-late" role="status" style={{ '--late': `${lateMs}ms` } as CSSProperties}>
          {words}
        </p>
      </main>
    </>
  );
}
