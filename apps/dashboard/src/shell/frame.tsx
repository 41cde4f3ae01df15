import type { ReactNode } from 'react';
import { Mark } from './mark.js';

/** The page while it is not known for whom it is: as high as any view, so that nothing jumps. */
export function Frame(): ReactNode {
  return (
    <>
      <header className="header">
        <div className="header-row frame-late">
          <span className="wordmark">
            <Mark size={26} />
            Daybook
          </span>
        </div>
      </header>
      <main className="main" aria-busy="true">
        <p className="empty frame-late" role="status">
          Asking the server who is signed in…
        </p>
      </main>
    </>
  );
}
