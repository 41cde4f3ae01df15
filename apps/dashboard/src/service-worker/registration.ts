let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

/** Lets the worker keep the page, so that it opens without a network. Without one (plain http) the page works online. */
export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const { serviceWorker } = navigator;
  const hadController = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    // The first worker of a new visitor takes over a page that is already its own.
    if (hadController) location.reload();
  });
  serviceWorker.register('/service-worker.js').then(follow, () => undefined);
}

export function watchUpdates(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function updateIsReady(): boolean {
  return waiting !== null;
}

export function takeUpdate(): void {
  waiting?.postMessage('take over');
}

function follow(registration: ServiceWorkerRegistration): void {
  announce(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') announce(registration.waiting);
    });
  });
}

function announce(worker: ServiceWorker | null): void {
  // Without a controller it is the first one: there is nothing older to reload from.
  if (worker === null || navigator.serviceWorker.controller === null) return;
  waiting = worker;
  for (const listener of listeners) listener();
}
