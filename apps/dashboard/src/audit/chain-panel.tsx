import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { ApiProblem } from '../fetching/api-problem.js';
import { download } from '../fetching/download.js';
import { counted, wholeNumber } from '../format/format-value.js';
import { Icon } from '../shell/icon.js';
import { ChainWalk, type ChainReport } from './chain-walk.js';
import { readLog } from './read-log.js';

type Walk =
  | { readonly state: 'walking' | 'done'; readonly report: ChainReport }
  | { readonly state: 'failed'; readonly words: string };

/** Walks the whole chain in this page, and hands out what was walked as a file. */
export function ChainPanel({ subject }: { readonly subject: string }): ReactNode {
  const [walk, setWalk] = useState<Walk>({ state: 'walking', report: new ChainWalk().report });
  const pages = useRef<readonly string[]>([]);
  const verify = useCallback(
    async (signal: AbortSignal) => {
      const chain = new ChainWalk();
      const texts: string[] = [];
      setWalk({ state: 'walking', report: chain.report });
      try {
        for await (const page of readLog(subject, signal)) {
          texts.push(page.text);
          for (const line of page.lines) await chain.take(line);
          if (signal.aborted) return;
          setWalk({ state: 'walking', report: chain.report });
        }
        chain.end();
        pages.current = texts;
        setWalk({ state: 'done', report: chain.report });
      } catch (error) {
        if (signal.aborted) return;
        const words = error instanceof ApiProblem ? error.message : 'The log could not be read.';
        setWalk({ state: 'failed', words });
      }
    },
    [subject],
  );
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    void verify(abort.signal);
    return () => {
      abort.abort();
    };
  }, [verify, turn]);
  const { icon, title, words, tone } = verdictOf(walk);
  return (
    <section className="panel standing" data-tone={tone} aria-labelledby="chain-title">
      <div role="status">
        <h2 id="chain-title" className="standing-word" data-testid="chain-state">
          <Icon name={icon} size={24} />
          {title}
        </h2>
        <p>{words}</p>
        {walk.state !== 'failed' && (
          <p className="quiet">
            Head{' '}
            <code className="hash">
              {walk.state === 'done' ? (walk.report.headHash ?? 'none') : HASH_COMING}
            </code>
          </p>
        )}
      </div>
      <div className="queue-tools">
        <button
          type="button"
          className="button"
          disabled={walk.state === 'walking'}
          onClick={() => {
            setTurn(turn + 1);
          }}
        >
          <Icon name="sync" size={18} />
          Verify again
        </button>
        <button
          type="button"
          className="button"
          disabled={walk.state !== 'done'}
          onClick={() => {
            download(
              `daybook-${subject}.ndjson`,
              new Blob([...pages.current], { type: 'application/x-ndjson' }),
            );
          }}
        >
          <Icon name="download" size={18} />
          Download the export
        </button>
      </div>
    </section>
  );
}

const HASHED = 'each hashed anew in this browser from its content and the commit before.';

/** As long as the hash, which takes its place without moving what stands below. */
const HASH_COMING = '·'.repeat(64);

interface ChainVerdict {
  readonly icon: 'sync' | 'shield' | 'alert';
  readonly tone: 'busy' | 'good' | 'bad';
  readonly title: string;
  readonly words: string;
}

function verdictOf(walk: Walk): ChainVerdict {
  if (walk.state === 'failed') {
    return { icon: 'alert', tone: 'bad', title: 'Not verified', words: walk.words };
  }
  const { events, commits, fault } = walk.report;
  const walked = `${counted(events, 'event')} in ${counted(commits, 'commit')}`;
  if (fault !== null) {
    const words = `At version ${wholeNumber(fault.version)}: ${fault.words}. ${walked} before it hold.`;
    return { icon: 'alert', tone: 'bad', title: 'The chain is broken', words };
  }
  if (walk.state === 'walking') {
    return { icon: 'sync', tone: 'busy', title: 'Verifying the chain', words: `${walked} so far, ${HASHED}` };
  }
  const words = `${walked}, ${HASHED}`;
  return { icon: 'shield', tone: 'good', title: 'The chain holds', words };
}
