import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { ErrorBoundary } from './shell/error-boundary.js';
import { registerServiceWorker } from './service-worker/registration.js';
import './styles/index.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
createRoot(root).render(
  <ErrorBoundary>
    <App />
  </ErrorBoundary>,
);
registerServiceWorker();
