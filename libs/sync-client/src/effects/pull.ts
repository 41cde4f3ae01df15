import { PAGE_MAX_ROWS, WAIT_MAX_SECONDS, type ChangesPage } from '@daybook/contract';
import { garbled } from '../machine/failure.js';
import { applyPage } from '../replica/apply-page.js';
import { cursorOf, type EffectContext, type Report } from './effect-context.js';

/** Five seconds below the server's longest wait: proxies that cut at 30 s leave the answer time to arrive. */
const LONG_POLL_SECONDS = WAIT_MAX_SECONDS - 5;

/** Whatever the answer brings, the next long poll begins no sooner: a proxy that never waits must not make a storm. */
const POLL_EVERY_MS = 300;

/** Asks for the changes behind the cursor and applies them there; live (`polling`) the server waits for some. */
export async function pull(
  context: EffectContext,
  { at, run }: { readonly at: 'pulling' | 'polling'; readonly run: number },
  signal: AbortSignal,
): Promise<Report> {
  const { environment } = context;
  const began = environment.steadyMs();
  const cursor = await cursorOf(context.storage);
  if (cursor === null) throw garbled('another tab was faster');
  const wait = at === 'polling' ? LONG_POLL_SECONDS : null;
  // `latest`: what an entity was in between is not worth a row, and never shown as a step back.
  const query = { cursor, limit: PAGE_MAX_ROWS, wait, latest: 'true' };
  const page = await context.http.json<ChangesPage>({
    path: 'changes',
    query,
    signal,
    patienceMs: (wait ?? 0) * 1_000,
  });
  if (page.hasMore && page.nextCursor === cursor) throw garbled('the page leads nowhere');
  if (!(await apply(context, cursor, page))) throw garbled('another tab was faster');
  const spareMs = began + POLL_EVERY_MS - environment.steadyMs();
  if (wait !== null && spareMs > 0) await new Promise<void>((resolve) => environment.after(spareMs, resolve));
  return { type: 'page_applied', run, hasMore: page.hasMore };
}

/** Applies a page where it was asked from, if that is where the replica still is, and says what it changed. */
export async function apply(
  { storage, environment, tell, show }: EffectContext,
  cursor: string,
  page: ChangesPage,
): Promise<boolean> {
  const { changes, nextCursor, seq, remaining, hasMore } = page as Partial<ChangesPage> & ChangesPage;
  if (!Array.isArray(changes) || typeof nextCursor !== 'string' || typeof seq !== 'number') {
    throw garbled('the answer is no page');
  }
  const days = await storage.write((transaction) =>
    applyPage(transaction, cursor, page, environment.wallMs()),
  );
  if (!days) return false;
  if (days.size > 0) tell({ type: 'view', days: [...days] });
  show(
    hasMore
      ? { progress: { received: changes.length, total: changes.length + remaining } }
      : { progress: null, levelAt: environment.wallMs() },
  );
  return true;
}
