import { useCallback, useEffect, useState } from 'react';
import { useLoaded } from '../fetching/use-loaded.js';
import { askSession, rememberedSession, rememberSession, type Session } from './session.js';

/**
 * `open`: the page works for this session, be it from memory. `asking`: nothing is known yet. `signed_out` and
 * `unreachable`: there is nothing to show before somebody signs in or the server answers.
 */
export type SessionState =
  | { readonly state: 'open'; readonly session: Session }
  | { readonly state: 'asking' | 'signed_out' | 'unreachable'; readonly again: () => void };

/** Who is signed in: from memory at once, then as the server says. */
export function useSession(): SessionState {
  const [remembered, setRemembered] = useState(rememberedSession);
  const load = useCallback((signal: AbortSignal) => askSession(signal), []);
  const [loaded, again] = useLoaded(load);
  const asked = loaded.state === 'ready' ? loaded.value : null;
  useEffect(() => {
    if (asked === null) return;
    rememberSession(asked);
    setRemembered(asked);
  }, [asked]);
  const session = asked ?? remembered;
  // Signed out with a diary in this browser: it stays readable, and the sync says what is missing.
  if (session !== null) return { state: 'open', session };
  if (loaded.state === 'failed')
    return { state: loaded.problem.status === 401 ? 'signed_out' : 'unreachable', again };
  return { state: 'asking', again };
}
