import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { finishSignOut } from './session/sign-out.js';
import { ErrorBoundary } from './shell/error-boundary.js';
import { registerServiceWorker } from './service-worker/registration.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
// Before anything opens a diary: the copy of one that was left must not be opened once more.
await finishSignOut();
createRoot(root).render(
  // In development it mounts everything twice, so that an effect that leaves something behind is noticed.
  <StrictMode>
    <ErrorBoundary>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
registerServiceWorker();
