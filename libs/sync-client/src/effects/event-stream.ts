import type { ChangesPage } from '@daybook/contract';
import { overtaken, parsed, RequestFailed } from '../machine/failure.js';
import { BARRING } from '../machine/lanes.js';
import type { EffectContext, LiveChannel, Report } from './effect-context.js';
import { apply, longPoll } from './pull.js';
import { readParts } from './read-parts.js';

/** The server sends its first byte at once; the rest is for a slow network. Later, a proxy holds the stream back. */
const FIRST_BYTE_MS = 8_000;

/** A stream that ends sooner was cut by something that does not let streams live. */
const PROVEN_MS = 5_000;

/** How long a stream that was held back is not tried again: the proxy that buffers it seldom leaves sooner. */
const DOUBT_MS = 600_000;

/** The end of an event (WHATWG, server-sent events). */
const BLANK_LINE = /\r?\n\r?\n/;

const ENDED: Report = { type: 'live_ended' };

/**
 * The `live` option of a client that holds one request open, on which the server says what changes
 * (`GET /api/changes/stream`). Heartbeats show that it is alive. Where a proxy holds it back, cuts it or refuses it,
 * long polls take over for ten minutes.
 */
export function eventStream(): LiveChannel {
  let doubtedUntil = -Infinity;
  return async (context) => {
    const { environment } = context;
    const openedAt = environment.steadyMs();
    if (openedAt < doubtedUntil) return longPoll(context);
    const isStream = await follow(context);
    const isProven = isStream && environment.steadyMs() >= openedAt + PROVEN_MS;
    // What the client itself called off says nothing of the way.
    if (!isProven && !context.signal.aborted) doubtedUntil = environment.steadyMs() + DOUBT_MS;
    return ENDED;
  };
}

/**
 * Follows the stream until it ends. It may lose anything at any time: each page is applied only at the cursor where
 * it begins, so that a hole ends the stream and the next pull closes it.
 *
 * @returns whether it was one
 */
async function follow(context: EffectContext): Promise<boolean> {
  const { http, signal, storage } = context;
  let { cursor } = await storage.meta();
  if (cursor === null) throw overtaken();
  let isHeard = false;
  try {
    const ask = { path: 'changes/stream', query: { cursor }, accept: 'text/event-stream', signal };
    const response = await http.open({ ...ask, patienceMs: FIRST_BYTE_MS });
    if (!isStream(response)) return false;
    for await (const event of readParts(response, BLANK_LINE, context, FIRST_BYTE_MS)) {
      isHeard = true;
      const data = changesOf(event);
      if (data === '') continue;
      const page = parsed(data) as ChangesPage;
      if (!(await apply(context, cursor, page))) break;
      cursor = page.nextCursor;
    }
  } catch (error) {
    // Who refuses streams may still grant polls.
    if (!(error instanceof RequestFailed) || error.failure.kind === 'expired' || BARRING[error.failure.kind])
      throw error;
    return false;
  }
  return isHeard;
}

/** A body that cannot be read while it arrives would only arrive when the stream ends. */
function isStream({ headers, body }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') === true && (body as unknown) != null;
}

/** The data of a `changes` event; of every other `''`. */
export function changesOf(event: string): string {
  const lines = event.split(/\r?\n/);
  if (!lines.some((line) => /^event: ?changes$/.test(line))) return '';
  return lines
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5))
    .join('\n');
}
