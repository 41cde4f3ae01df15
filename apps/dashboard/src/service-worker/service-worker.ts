import type { WorkerScope } from './worker-scope.js';

/** The files of this build, put in by it (vite.config.ts); a new build is a new worker. */
declare const BUILD: { readonly version: string; readonly files: readonly string[] };

const scope = self as unknown as WorkerScope;
const CACHE = `daybook-page-${BUILD.version}`;
/** What is not the page's: data is the sync client's to keep, and a sign-in has to reach the server. */
const NOT_OURS = /^\/(?:api|health|metrics|sign-in)(?:\/|$)/u;

scope.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(BUILD.files)));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldBuilds().then(() => scope.clients.claim()));
});

// The page has only one thing to say: that the reader wants the new version now.
scope.addEventListener('message', () => {
  void scope.skipWaiting();
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== scope.location.origin || NOT_OURS.test(pathname)) return;
  event.respondWith(fromBuild(request, request.mode === 'navigate' ? '/' : pathname));
});

/** One build answers for all of the page: a mixture of two would be a page that nobody has tried. */
async function fromBuild(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

async function forgetOldBuilds(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}
