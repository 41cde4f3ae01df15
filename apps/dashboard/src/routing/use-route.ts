import { useMemo, useSyncExternalStore } from 'react';
import { routeOf, type Route } from './route.js';

const MOVED = 'daybook:moved';

/** Goes to an address of this page. */
export function goTo(address: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  dispatchEvent(new Event(MOVED));
  if (how === 'replace') return;
  // A new view begins at its top; a changed period stays where the reader is.
  scrollTo(0, 0);
  setTimeout(keepFocus);
}

/** What went with its view took the focus along: the keyboard goes on in the view, not at the page's top. */
export function keepFocus(): void {
  if (document.activeElement === document.body) {
    document.getElementById('main')?.focus({ preventScroll: true });
  }
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
