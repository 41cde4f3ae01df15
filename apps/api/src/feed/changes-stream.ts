import { HEARTBEAT_MS } from '@daybook/contract';
import type { SubjectWatch } from './commit-watch.js';
import type { LongPollParts } from './long-poll.js';
import type { FeedPage, FeedRequest } from './feed-reader.js';

/** A comment: it keeps proxies from closing the connection and tells the client that the channel is alive. */
const HEARTBEAT = ': heartbeat\n\n';

/**
 * The feed as server-sent events, until `abort`. The first page is read before the answer begins, so that a bad cursor
 * can still be a problem; hints are collected from before that, so that no commit falls between the page and the wait.
 *
 * @throws ProblemError `cursor_expired`
 */
export async function changesStream(
  parts: LongPollParts,
  request: FeedRequest,
  abort: AbortSignal,
): Promise<AsyncGenerator<string>> {
  const subject = parts.watch.open(request.userId);
  // Not when the events end: who leaves before the first of them has been read never begins them.
  if (abort.aborted) subject.close();
  abort.addEventListener('abort', () => {
    subject.close();
  });
  const first = await parts.reader.page(request, parts.wideEvent);
  return eventsFrom(first, { ...parts, request, subject, abort });
}

interface EventParts extends LongPollParts {
  readonly request: FeedRequest;
  readonly subject: SubjectWatch;
  readonly abort: AbortSignal;
}

/** Text goes out as fast as the client takes it: the next page is read when the one before has left. */
async function* eventsFrom(
  first: FeedPage,
  { reader, wideEvent, request, subject, abort }: EventParts,
): AsyncGenerator<string> {
  let page = first;
  // One heartbeat goes out at once, or a client would not know for 15 s whether it is connected.
  let silentSince = -Infinity;
  const ended = (): boolean => abort.aborted;
  while (!ended()) {
    const silentMs = performance.now() - silentSince;
    if (page.count > 0 || silentMs >= HEARTBEAT_MS) {
      yield page.count > 0 ? eventOf(page) : HEARTBEAT;
      silentSince = performance.now();
    }
    const untilHeartbeat = silentSince + HEARTBEAT_MS - performance.now();
    if (!page.hasMore) await subject.moved(page.next, untilHeartbeat, abort, wideEvent);
    if (!ended()) page = await reader.page({ ...request, cursor: page.next }, wideEvent);
  }
}

/** `data` is one line: JSON text holds no raw line break. */
function eventOf(page: FeedPage): string {
  return `event: changes\nid: ${page.nextText}\ndata: ${page.text}\n\n`;
}
