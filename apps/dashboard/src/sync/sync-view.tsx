import type { ReactNode } from 'react';
import { useQueue } from '@daybook/sync-client/react';
import { useTitle } from '../shell/use-title.js';
import { ViewHead } from '../shell/view-head.js';
import { BrowserSection } from './browser-section.js';
import { DevicesSection } from './devices-section.js';
import { FailedSection } from './failed-section.js';
import { PendingSection } from './pending-section.js';
import { SourcesSection } from './sources-section.js';
import { StandingSection } from './standing-section.js';

/** How this browser stands to the server, and everything that is on its way. */
export function SyncView({ today }: { readonly today: string }): ReactNode {
  const queue = useQueue();
  useTitle('Sync');
  return (
    <>
      <ViewHead title="Sync" over="This browser and the server" />
      <div className="sections">
        <StandingSection queue={queue} />
        <FailedSection queue={queue} today={today} />
        <div className="sections-column">
          <PendingSection queue={queue} today={today} />
          <DevicesSection />
        </div>
        <div className="sections-column">
          <BrowserSection queue={queue} />
          <SourcesSection />
        </div>
      </div>
    </>
  );
}
