import { createParser } from 'eventsource-parser';

export interface StreamEvent {
  readonly event: string | undefined;
  readonly id: string | undefined;
  readonly data: string;
}

/** An open stream of server-sent events. */
export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  readonly events: readonly StreamEvent[];
  readonly comments: readonly string[];
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  /** Resolves when so many events are there. */
  holds(count: number): Promise<void>;
  close(): void;
}

export async function openEventStream(
  url: string,
  token: string,
  headers: Record<string, string> = {},
): Promise<EventStream> {
  const abort = new AbortController();
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: abort.signal,
  });
  const events: StreamEvent[] = [];
  const comments: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const parser = createParser({
    onEvent: ({ event, id, data }) => {
      events.push({ event, id, data });
      for (const { count, resolve } of waiting) if (events.length >= count) resolve();
    },
    onComment: (comment) => comments.push(comment),
  });
  const ended = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  })().catch(() => undefined);
  return {
    status: response.status,
    headers: response.headers,
    events,
    comments,
    ended,
    holds: (count) =>
      new Promise((resolve) => {
        if (events.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () => {
      abort.abort();
    },
  };
}
