import type { Page } from '@daybook/contract';
import { ApiProblem } from '../fetching/api-problem.js';
import { requestJson } from '../fetching/request.js';
import { forgetCatalogue } from '../catalogue/catalogue.js';

/** For whom the page is signed in. An auditor has no diary of their own. */
export type Session =
  { readonly role: 'subject'; readonly userId: string } | { readonly role: 'auditor'; readonly userId: null };

const AUDITOR: Session = { role: 'auditor', userId: null };

const KEY = 'daybook.session';
/** Whose copy still has to go, after they signed out. */
const LEFT = 'daybook.left';

/** Who was signed in last: what lets the page open without the server. */
export function rememberedSession(): Session | null {
  const text = localStorage.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as Session);
}

export function rememberSession(session: Session): void {
  if (rememberedSession()?.userId !== session.userId) forgetCatalogue();
  // Who is back wants their copy, and what they enter from now on must not go with the old one.
  if (session.userId === subjectWhoLeft()) forgetSubjectWhoLeft();
  localStorage.setItem(KEY, JSON.stringify(session));
}

/** Forgets who was signed in and what was kept for them outside of their diary, whose copy is still to be deleted. */
export function forgetSession(userId: string | null): void {
  if (userId !== null) localStorage.setItem(LEFT, userId);
  localStorage.removeItem(KEY);
  forgetCatalogue();
}

export function subjectWhoLeft(): string | null {
  return localStorage.getItem(LEFT);
}

export function forgetSubjectWhoLeft(): void {
  localStorage.removeItem(LEFT);
}

/** Calls back when another tab signs in or out: one browser has one session. The returned function ends it. */
export function onSessionChange(listener: () => void): () => void {
  const look = ({ key }: StorageEvent): void => {
    if (key === KEY) listener();
  };
  addEventListener('storage', look);
  return () => {
    removeEventListener('storage', look);
  };
}

/**
 * Asks the server whose cookie this is. A subject sees one subject, their own; whoever sees another number is an
 * auditor. Where there is only one, a route that needs a diary of one's own tells the two apart.
 *
 * @throws ApiProblem with status 401 if nobody is signed in, without one if there is no server
 */
export async function askSession(signal: AbortSignal): Promise<Session> {
  const { items } = await requestJson<Page<{ readonly id: string }>>('/api/subjects?limit=2', signal);
  const [own, other] = items;
  if (own === undefined || other !== undefined) return AUDITOR;
  try {
    await requestJson('/api/sync/status', signal);
    return { role: 'subject', userId: own.id };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 403) return AUDITOR;
    throw error;
  }
}
