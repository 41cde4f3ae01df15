import type { Page } from '@daybook/contract';
import { ApiProblem } from '../fetching/api-problem.js';
import { requestJson } from '../fetching/request.js';
import { forgetCatalogue } from '../catalogue/catalogue.js';

/** For whom the page is signed in. An auditor has no diary of their own. */
export type Session =
  { readonly role: 'subject'; readonly userId: string } | { readonly role: 'auditor'; readonly userId: null };

const KEY = 'daybook.session';

/** Who was signed in last: what lets the page open without the server. */
export function rememberedSession(): Session | null {
  const text = localStorage.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as Session);
}

export function rememberSession(session: Session): void {
  if (rememberedSession()?.userId !== session.userId) forgetCatalogue();
  localStorage.setItem(KEY, JSON.stringify(session));
}

/**
 * Asks the server whose cookie this is. A token without a diary of its own is told so by every route that needs one.
 *
 * @throws ApiProblem with status 401 if nobody is signed in, without one if there is no server
 */
export async function askSession(signal: AbortSignal): Promise<Session> {
  const subjects = requestJson<Page<{ readonly id: string }>>('/api/subjects?limit=1', signal);
  try {
    await requestJson('/api/sync/status', signal);
  } catch (error) {
    // Awaited, or its failure would go unheard.
    await subjects;
    if (error instanceof ApiProblem && error.status === 403) return { role: 'auditor', userId: null };
    throw error;
  }
  const [own] = (await subjects).items;
  if (own === undefined) throw new ApiProblem(null);
  return { role: 'subject', userId: own.id };
}
