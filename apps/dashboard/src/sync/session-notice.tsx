import type { ReactNode } from 'react';
import { useSyncStatus } from '@daybook/sync-client/react';
import { Link } from '../routing/link.js';
import { Icon } from '../shell/icon.js';

/** Says on every view that the session has ended, and the way back: what is shown may be old, and nothing is sent. */
export function SessionNotice(): ReactNode {
  const { phase } = useSyncStatus();
  if (phase !== 'needs_sign_in') return null;
  return (
    <section className="banner" role="alert" data-testid="session-ended">
      <Icon name="alert" />
      <p>
        <strong>The session of this browser has ended.</strong> You see the copy that it kept. What you enter
        is kept as well, and is sent once a new sign-in link has opened it again.
      </p>
      <div className="queue-tools">
        <Link className="button button-strong" to={{ view: 'sync' }}>
          Sign in
        </Link>
      </div>
    </section>
  );
}
