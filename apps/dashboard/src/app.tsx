import { lazy, Suspense, type ReactNode } from 'react';
import { useRoute } from './routing/use-route.js';
import { SignInView } from './session/sign-in-view.js';
import { useSession } from './session/use-session.js';
import { Failed } from './shell/failed.js';
import { ApiProblem } from './fetching/api-problem.js';
import { Frame } from './shell/frame.js';
import { SubjectApp } from './subject-app.js';

const AuditorApp = lazy(() => import('./auditor-app.js').then(({ AuditorApp }) => ({ default: AuditorApp })));

/** The page: who is signed in decides what there is. */
export function App(): ReactNode {
  const route = useRoute();
  const session = useSession();
  switch (session.state) {
    case 'open':
      return session.session.role === 'subject' ? (
        <SubjectApp key={session.session.userId} userId={session.session.userId} route={route} />
      ) : (
        <Suspense fallback={<Frame />}>
          <AuditorApp route={route} />
        </Suspense>
      );
    case 'asking':
      return <Frame words="Asking the server who is signed in…" />;
    case 'signed_out':
      return <SignInView />;
    case 'unreachable':
      return (
        <main className="door">
          <Failed problem={new ApiProblem(null)} onRetry={session.again} />
        </main>
      );
  }
}
