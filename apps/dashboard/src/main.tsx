import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { finishSignOut } from './session/sign-out.js';
import { ErrorBoundary } from './shell/error-boundary.js';
import { registerServiceWorker } from './service-worker/registration.js';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
// Before anything opens a diary: the copy of one that was left must not be opened once more.
await finishSignOut();
createRoot(root).render(
  <ErrorBoundary>
    <App />
  </ErrorBoundary>,
);
registerServiceWorker();
