import { deleteDiary } from '../diary/open-diary.js';
import { ApiProblem } from '../fetching/api-problem.js';
import { request } from '../fetching/request.js';
import { forgetSession } from './session.js';

/** Whose copy has to go before the page shows anything. */
const LEFT = 'daybook.left';

const DOOR = '/?signed-out';

/**
 * Ends the session on the server, then leaves: the page loads anew, so that nothing of this tab holds on to the
 * diary while its copy is deleted. Other tabs load anew by themselves.
 *
 * @throws ApiProblem if the session may still be open; then everything stays as it is
 */
export async function signOut(userId: string | null): Promise<void> {
  try {
    await request('/api/session', { method: 'DELETE' });
  } catch (error) {
    // A session that has ended before needs no end.
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
  }
  if (userId !== null) localStorage.setItem(LEFT, userId);
  forgetSession();
  location.replace(DOOR);
}

/** Deletes the copy of whoever left. What cannot be deleted now is tried again whenever the page is opened. */
export async function finishSignOut(): Promise<void> {
  const left = localStorage.getItem(LEFT);
  if (left === null) return;
  try {
    await deleteDiary(left);
    localStorage.removeItem(LEFT);
  } catch {
    return;
  }
}

/** How a sign-out that led to this page ended, or `null` if none did. */
export function signOutOutcome(): 'done' | 'copy_left' | null {
  if (location.pathname + location.search !== DOOR) return null;
  return localStorage.getItem(LEFT) === null ? 'done' : 'copy_left';
}
