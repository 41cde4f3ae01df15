import { createParser } from 'eventsource-parser';
import type { ChangesPage } from '@daybook/contract';
import { apply, isPage } from './pull.js';
import { queryOf, reportPullFailure, type EffectContext } from './effect-context.js';
import { readPieces } from './read-lines.js';

/**
 * Follows the stream of changes. It may lose anything at any time: each page is applied only at the cursor where it
 * begins, so that a hole ends the stream and the next pull closes it.
 */
export async function stream(context: EffectContext, run: number, signal: AbortSignal): Promise<void> {
  const { storage, http, report, environment } = context;
  let cursor = await storage.read(async (reader) => (await reader.meta())?.cursor ?? null);
  if (cursor === null) {
    report({ type: 'page_misplaced', run });
    return;
  }
  const path = `/api/changes/stream${queryOf({ cursor })}`;
  const answer = await http.open({ path, accept: 'text/event-stream', signal });
  if (!answer.ok) {
    reportPullFailure(context, run, answer.failure);
    return;
  }
  const pages: ChangesPage[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === 'changes') pages.push(JSON.parse(data) as ChangesPage);
    },
  });
  if (isStream(answer.value)) {
    for await (const piece of readPieces(answer.value, environment, signal)) {
      report({ type: 'heard', run });
      parser.feed(piece);
      for (const page of pages.splice(0)) {
        if (!isPage(page)) continue;
        if ((await apply(context, cursor, page)) === 'misplaced') {
          report({ type: 'page_misplaced', run });
          return;
        }
        cursor = page.nextCursor;
        report({ type: 'page_applied', run, hasMore: page.hasMore });
      }
    }
  }
  if (!signal.aborted) report({ type: 'stream_ended', run });
}

/** A body that cannot be read while it arrives would only arrive when the stream ends. */
function isStream(response: Response): boolean {
  const type = response.headers.get('content-type') ?? '';
  return type.startsWith('text/event-stream') && (response.body as unknown) != null;
}
