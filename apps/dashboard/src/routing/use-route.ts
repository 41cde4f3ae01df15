import { useMemo, useSyncExternalStore } from 'react';
import { routeOf, type Route } from './route.js';

const MOVED = 'daybook:moved';

/** Goes to an address of this page. */
export function goTo(address: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  dispatchEvent(new Event(MOVED));
  // A new view begins at its top; a changed period stays where the reader is.
  if (how === 'push') scrollTo(0, 0);
}

/** Where the page is now. */
export function useRoute(): Route {
  const address = useSyncExternalStore(listen, () => location.pathname + location.search);
  return useMemo(() => routeOf(new URL(address, location.origin)), [address]);
}

function listen(listener: () => void): () => void {
  addEventListener('popstate', listener);
  addEventListener(MOVED, listener);
  return () => {
    removeEventListener('popstate', listener);
    removeEventListener(MOVED, listener);
  };
}
