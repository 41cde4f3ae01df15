import { deleteDiary } from '../diary/open-diary.js';
import { ApiProblem } from '../fetching/api-problem.js';
import { request } from '../fetching/request.js';
import { forgetSession, forgetSubjectWhoLeft, subjectWhoLeft } from './session.js';

/** A frozen tab can hold on to the copy; the page opens without waiting for it longer than this. */
const DELETE_WITHIN_MS = 3000;

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
  forgetSession(userId);
  location.replace(DOOR);
}

/** Deletes the copy of whoever left. What cannot be deleted now is tried again whenever the page is opened. */
export async function finishSignOut(): Promise<void> {
  const left = subjectWhoLeft();
  if (left === null) return;
  const deleted = deleteDiary(left).then(forgetSubjectWhoLeft, () => undefined);
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, DELETE_WITHIN_MS);
  });
  await Promise.race([deleted, late]);
}

/** How a sign-out that led to this page ended, or `null` if none did. */
export function signOutOutcome(): 'done' | 'copy_left' | null {
  if (location.pathname + location.search !== DOOR) return null;
  return subjectWhoLeft() === null ? 'done' : 'copy_left';
}
