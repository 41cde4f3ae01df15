import type { ChangesPage } from '@daybook/contract';
import { parsed } from '../machine/failure.js';
import { cursorOf, type EffectContext, type Report } from './effect-context.js';
import { eventReader } from './event-reader.js';
import { apply } from './pull.js';
import { readPieces } from './read-lines.js';

/**
 * Follows the stream of changes. It may lose anything at any time: each page is applied only at the cursor where it
 * begins, so that a hole ends the stream and the next pull closes it.
 */
export async function stream(
  context: EffectContext,
  { run }: { readonly run: number },
  signal: AbortSignal,
): Promise<Report> {
  const { http, report, environment } = context;
  let cursor = await cursorOf(context.storage);
  if (cursor === null) return { type: 'stream_ended', run };
  const response = await http.open({
    path: 'changes/stream',
    query: { cursor },
    accept: 'text/event-stream',
    signal,
  });
  if (!isStream(response)) return { type: 'stream_ended', run };
  const read = eventReader();
  for await (const piece of readPieces(response, environment, signal)) {
    report({ type: 'heard', run });
    for (const data of read(piece)) {
      const page = parsed(data) as ChangesPage;
      if (!(await apply(context, cursor, page))) return { type: 'stream_ended', run };
      cursor = page.nextCursor;
      report({ type: 'page_applied', run, hasMore: page.hasMore });
    }
  }
  return { type: 'stream_ended', run };
}

/** A body that cannot be read while it arrives would only arrive when the stream ends. */
function isStream({ headers, body }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') === true && (body as unknown) != null;
}
