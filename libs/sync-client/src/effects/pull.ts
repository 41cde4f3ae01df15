import { PAGE_MAX_ROWS, WAIT_MAX_SECONDS, type ChangesPage } from '@daybook/contract';
import { garbled, overtaken } from '../machine/failure.js';
import { applyPage } from '../replica/apply-page.js';
import { ANSWER_MS } from '../shell/http.js';
import type { EffectContext, LiveChannel, Report } from './effect-context.js';

/** Five seconds below the server's longest wait: proxies that cut at 30 s leave the answer time to arrive. */
const LONG_POLL_SECONDS = WAIT_MAX_SECONDS - 5;

/** Whatever the answer brings, the next long poll begins no sooner: a proxy that never waits must not make a storm. */
const POLL_EVERY_MS = 300;

/** Asks for the changes behind the cursor and applies them there. */
export async function pull(context: EffectContext, wait: number | null = null): Promise<Report> {
  const { cursor } = await context.storage.meta();
  if (cursor === null) throw overtaken();
  // `latest`: what an entity was in between is not worth a row, and never shown as a step back.
  const query = { cursor, limit: PAGE_MAX_ROWS, wait, latest: 'true' };
  const { signal } = context;
  const patienceMs = ANSWER_MS + (wait ?? 0) * 1_000;
  const page = await context.http.json<ChangesPage>({ path: 'changes', query, signal, patienceMs });
  if (page.hasMore && page.nextCursor === cursor) throw garbled('next cursor');
  if (!(await apply(context, cursor, page))) throw overtaken();
  return { type: 'page_applied', hasMore: page.hasMore };
}

/** The live channel that every proxy lets pass: a request that the server answers when something has changed. */
export const longPoll: LiveChannel = async (context) => {
  const { environment } = context;
  const mayEndAt = environment.steadyMs() + POLL_EVERY_MS;
  const applied = await pull(context, LONG_POLL_SECONDS);
  const spareMs = mayEndAt - environment.steadyMs();
  if (spareMs > 0) await new Promise<void>((resolve) => environment.after(spareMs, resolve));
  return applied;
};

/** Applies a page where it was asked from, if that is where the replica still is, and says what it changed. */
export async function apply(
  { storage, environment, tell, show }: EffectContext,
  cursor: string,
  page: ChangesPage,
): Promise<boolean> {
  const { changes, nextCursor, seq, remaining, hasMore } = page as Partial<ChangesPage> & ChangesPage;
  if (!Array.isArray(changes) || typeof nextCursor !== 'string' || typeof seq !== 'number') {
    throw garbled('page');
  }
  const days = await storage.write((transaction, meta) =>
    applyPage(transaction, meta, cursor, page, environment.wallMs()),
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
