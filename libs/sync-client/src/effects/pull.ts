import { PAGE_MAX_ROWS, type ChangesPage } from '@daybook/contract';
import { learnFromDate } from '../clock/server-clock.js';
import { applyPage } from '../replica/apply-page.js';
import { garbled, queryOf, reportPullFailure, type EffectContext } from './effect-context.js';

/** Whatever the answer brings, the next long poll begins no sooner: a proxy that never waits must not make a storm. */
const POLL_EVERY_MS = 300;

/** Asks for the changes behind the cursor and applies them there. With `waitSeconds` it is a long poll. */
export async function pull(
  context: EffectContext,
  { run, waitSeconds }: { readonly run: number; readonly waitSeconds: number },
  signal: AbortSignal,
): Promise<void> {
  const { storage, http, report, environment } = context;
  const began = environment.steadyMs();
  const cursor = await storage.read(async (reader) => (await reader.meta())?.cursor ?? null);
  if (cursor === null) {
    report({ type: 'page_misplaced', run });
    return;
  }
  const wait = waitSeconds === 0 ? null : waitSeconds;
  // `latest`: what an entity was in between is not worth a row, and never shown as a step back.
  const path = `/api/changes${queryOf({ cursor, limit: PAGE_MAX_ROWS, wait, latest: 'true' })}`;
  const answer = await http.json<ChangesPage>({ path, signal, patienceMs: waitSeconds * 1_000 });
  if (!answer.ok) {
    reportPullFailure(context, run, answer.failure);
    return;
  }
  const { value: page, date, asked, answered } = answer;
  if (!isPage(page) || (page.hasMore && page.nextCursor === cursor)) {
    reportPullFailure(context, run, garbled('the page of changes leads nowhere'));
    return;
  }
  // A long poll is answered late on purpose, so its date says too little about now.
  if (wait === null) context.clock = learnFromDate(context.clock, date, asked, answered);
  const applied = await apply(context, cursor, page);
  if (wait !== null) await pause(context, began + POLL_EVERY_MS - environment.steadyMs(), signal);
  report(
    applied === 'misplaced'
      ? { type: 'page_misplaced', run }
      : { type: 'page_applied', run, hasMore: page.hasMore },
  );
}

/** Applies a page where it was asked from, and says what it changed. */
export async function apply(
  { storage, environment, tell, progress, levelled }: EffectContext,
  cursor: string,
  page: ChangesPage,
): Promise<'applied' | 'misplaced'> {
  const applied = await storage.write((transaction) =>
    applyPage(transaction, cursor, page, environment.wallMs()),
  );
  if (applied.outcome === 'misplaced') return 'misplaced';
  if (applied.days.size > 0) tell({ type: 'view', days: [...applied.days] });
  const { changes, remaining, hasMore } = page;
  progress(hasMore ? { received: changes.length, total: changes.length + remaining } : null);
  if (!hasMore) levelled('by_cursor');
  return 'applied';
}

export function isPage(page: Partial<ChangesPage>): page is ChangesPage {
  return Array.isArray(page.changes) && typeof page.nextCursor === 'string' && typeof page.seq === 'number';
}

function pause({ environment }: EffectContext, ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    environment.after(ms, resolve);
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
