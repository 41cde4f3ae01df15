import { HEARTBEAT_MS } from '@daybook/contract';
import type { LongPollParts } from './long-poll.js';
import type { FeedPage, FeedRequest } from './feed-reader.js';

/** A comment: it keeps proxies from closing the connection and tells the client that the channel is alive. */
const HEARTBEAT = ': heartbeat\n\n';

/**
 * The feed as server-sent events, for as long as nobody ends it. `first` is the page that was read before the answer
 * began, so that a bad cursor could still be a problem. Text goes out as fast as the client takes it: the next page
 * is read when the one before has left.
 */
export async function* changesStream(
  { reader, watch, wideEvent }: LongPollParts,
  request: FeedRequest,
  first: FeedPage,
  abort: AbortSignal,
): AsyncGenerator<string> {
  const subject = watch.open(request.userId);
  let page = first;
  // One heartbeat goes out at once, or a client would not know for 15 s whether it is connected.
  let silentSince = -Infinity;
  const ended = (): boolean => abort.aborted;
  try {
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
  } finally {
    subject.close();
  }
}

/** `data` is one line: JSON text holds no raw line break. */
function eventOf(page: FeedPage): string {
  return `event: changes\nid: ${page.nextText}\ndata: ${page.text}\n\n`;
}
