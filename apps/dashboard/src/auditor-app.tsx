import type { ReactNode } from 'react';
import { AuditView } from './audit/audit-view.js';
import type { Route } from './routing/route.js';
import { SignOutButton } from './session/sign-out-button.js';
import { Header } from './shell/header.js';

const LINKS = [{ to: { view: 'audit', subject: null }, name: 'Audit', icon: 'shield' }] as const;

/** What an auditor's token opens: the log, to read. */
export function AuditorApp({ route }: { readonly route: Route }): ReactNode {
  return (
    <>
      <Header route={{ view: 'audit', subject: null }} links={LINKS}>
        <span className="chip">
          <span data-testid="sync-state">Read only</span>
        </span>
        <SignOutButton userId={null} />
      </Header>
      <main className="main" id="main" tabIndex={-1}>
        <AuditView subject={route.view === 'audit' ? route.subject : null} />
      </main>
    </>
  );
}
