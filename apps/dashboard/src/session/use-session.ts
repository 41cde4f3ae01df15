import { useCallback, useEffect, useState } from 'react';
import { useLoaded } from '../fetching/use-loaded.js';
import { askSession, onSessionChange, rememberedSession, rememberSession, type Session } from './session.js';

/**
 * `open`: the page works for this session, be it from memory. `asking`: nothing is known yet. `signed_out` and
 * `unreachable`: there is nothing to show before somebody signs in or the server answers.
 */
export type SessionState =
  | { readonly state: 'open'; readonly session: Session }
  | { readonly state: 'asking' | 'signed_out' | 'unreachable'; readonly again: () => void };

/**
 * How long memory waits for the server's word. Without it whoever signs in on a shared browser would see the diary of
 * the one before for a moment; longer, and a bad network would keep the reader from a page that is all here.
 */
const SERVER_FIRST_MS = 1000;

/** Who is signed in: as the server says, or from memory when it does not say. */
export function useSession(): SessionState {
  const [remembered, setRemembered] = useState(rememberedSession);
  const load = useCallback((signal: AbortSignal) => askSession(signal), []);
  const [loaded, again] = useLoaded(load);
  const isPatient = usePatience();
  const asked = loaded.state === 'ready' ? loaded.value : null;
  useEffect(() => {
    if (asked === null) return;
    rememberSession(asked);
    setRemembered(asked);
  }, [asked]);
  useEffect(
    () =>
      onSessionChange(() => {
        location.reload();
      }),
    [],
  );
  if (asked !== null) return { state: 'open', session: asked };
  if (loaded.state === 'loading' && (remembered === null || isPatient)) return { state: 'asking', again };
  // Signed out with a diary in this browser: it stays readable, and the sync says what is missing.
  if (remembered !== null) return { state: 'open', session: remembered };
  const isSignedOut = loaded.state === 'failed' && loaded.problem.status === 401;
  return { state: isSignedOut ? 'signed_out' : 'unreachable', again };
}

/** True for the first moments of a page that has a network. */
function usePatience(): boolean {
  const [isPatient, setPatient] = useState(navigator.onLine);
  useEffect(() => {
    const timer = setTimeout(() => {
      setPatient(false);
    }, SERVER_FIRST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return isPatient;
}
