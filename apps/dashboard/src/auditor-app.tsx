import { useEffect, type ReactNode } from 'react';
import { AuditView } from './audit/audit-view.js';
import { WHOLE_LOG } from './audit/log-filter.js';
import { addressOf, type Route } from './routing/route.js';
import { goTo } from './routing/use-route.js';
import { SignOutButton } from './session/sign-out-button.js';
import { Header } from './shell/header.js';

const WHOLE_AUDIT = { view: 'audit', subject: null, filter: WHOLE_LOG } as const;

const LINKS = [{ to: WHOLE_AUDIT, name: 'Audit', icon: 'shield' }] as const;

/** What an auditor's token opens: the log, to read. */
export function AuditorApp({ route }: { readonly route: Route }): ReactNode {
  const asked = route.view === 'audit' ? route : WHOLE_AUDIT;
  const isElsewhere = route.view !== 'audit';
  useEffect(() => {
    // The views of a diary are not for an auditor: no address may say that this is one.
    if (isElsewhere) goTo(addressOf(WHOLE_AUDIT), 'replace');
  }, [isElsewhere]);
  return (
    <>
      <Header route={asked} links={LINKS}>
        <span className="chip">
          <span data-testid="sync-state">Read only</span>
        </span>
        <SignOutButton userId={null} />
      </Header>
      <main className="main" id="main" tabIndex={-1}>
        <AuditView subject={asked.subject} filter={asked.filter} />
      </main>
    </>
  );
}
