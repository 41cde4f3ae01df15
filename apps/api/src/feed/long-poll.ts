import type { WideEvent } from '../observing/wide-event.js';
import type { CommitWatch } from './commit-watch.js';
import type { FeedPage, FeedReader, FeedRequest } from './feed-reader.js';

export interface LongPollParts {
  readonly reader: FeedReader;
  readonly watch: CommitWatch;
  readonly wideEvent: WideEvent;
}

/**
 * The page of the request, or, while it is empty, the next one that is not, for up to `waitMs`. What the filter
 * leaves out moves the position on but does not end the wait.
 */
export async function pageWithin(
  parts: LongPollParts,
  request: FeedRequest,
  waitMs: number,
  abort: AbortSignal,
): Promise<FeedPage> {
  const { reader, watch, wideEvent } = parts;
  if (waitMs === 0) return reader.page(request, wideEvent);
  const deadline = performance.now() + waitMs;
  const subject = watch.open(request.userId);
  try {
    let page = await reader.page(request, wideEvent);
    while (page.count === 0 && performance.now() < deadline && !abort.aborted) {
      await subject.moved(page.next, deadline - performance.now(), abort, wideEvent);
      page = await reader.page({ ...request, cursor: page.next }, wideEvent);
    }
    return page;
  } finally {
    subject.close();
  }
}
