import type { AuditEvent, ChangesPage } from '@daybook/contract';

/** How long a reader may take to see what was written last: other specs hold transactions on the same server. */
const PATIENCE_MS = 60_000;
const PAGE_ROWS = 100;

/** Servers of one database; a reader asks them in turn, with the position that another one named. */
export type Urls = readonly string[];

/** A reader that polls while others write. `seen` is what came, in the order in which it came. */
export interface Tail<Seen> {
  readonly seen: readonly Seen[];
  /** Polls on until so much was seen, then once more for what should not be there, and ends. */
  endAfter(count: number): Promise<void>;
}

/** Follows the feed of a subject with long polls, `seq` by `seq`. */
export function tailFeed(urls: Urls, token: string): Tail<number> {
  let cursor = '';
  return tail(urls, async (url, seen) => {
    const answer = await ask(`${url}/api/changes?limit=${PAGE_ROWS}&wait=1${cursor}`, token);
    const { changes, nextCursor } = (await answer.json()) as ChangesPage;
    seen.push(...changes.map(({ seq }) => seq));
    cursor = `&cursor=${nextCursor}`;
  });
}

/** Follows the log of all subjects as an auditor does. */
export function tailAudit(urls: Urls, token: string): Tail<AuditEvent> {
  let after = '';
  return tail(urls, async (url, seen) => {
    const answer = await ask(`${url}/api/audit/events?limit=${PAGE_ROWS}${after}`, token);
    for (const line of (await answer.text()).split('\n').filter((each) => each !== ''))
      seen.push(JSON.parse(line) as AuditEvent);
    after = `&after=${answer.headers.get('daybook-next') ?? ''}`;
  });
}

async function ask(url: string, token: string): Promise<Response> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

function tail<Seen>(urls: Urls, poll: (url: string, seen: Seen[]) => Promise<void>): Tail<Seen> {
  const seen: Seen[] = [];
  let wanted = Infinity;
  let deadline = Infinity;
  const reading = (async () => {
    let turn = 0;
    const next = (): Promise<void> => poll(urls[turn++ % urls.length] ?? '', seen);
    while (seen.length < wanted && performance.now() < deadline) await next();
    await next();
  })();
  // Whoever ends the reader hears of its failure; until then nobody listens.
  reading.catch(() => undefined);
  return {
    seen,
    endAfter: (count) => {
      wanted = count;
      deadline = performance.now() + PATIENCE_MS;
      return reading;
    },
  };
}
