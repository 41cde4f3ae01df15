import type { ReactNode } from 'react';
import type { ClientPhase, ClientStatus, QueueView } from '@daybook/sync-client';
import { useDiary } from '../diary/diary-context.js';
import { syncWords } from '../diary/sync-words.js';
import { useSyncStatus } from '@daybook/sync-client/react';
import { elapsedTime } from '../format/elapsed-time.js';
import { wholeNumber } from '../format/format-value.js';
import { sentence } from '../format/sentence.js';
import { InCheckout } from '../session/in-checkout.js';
import { linkCommand, SignInForm } from '../session/sign-in-form.js';
import { Icon } from '../shell/icon.js';
import { useNow } from '../shell/use-now.js';

const SENTENCES: Readonly<Record<ClientPhase, string>> = {
  starting: 'Asking the server how things stand.',
  copying: 'Taking a first copy. Newest weeks come first, so you can already read.',
  catching_up: 'Reading what changed while this browser was away.',
  live: 'Changes arrive as they are made.',
  offline: 'There is no network. You can go on reading and writing; everything is sent when it is back.',
  waiting: 'The server does not answer. It is tried again by itself.',
  needs_sign_in:
    'The session of this browser has ended. A new sign-in link opens it again; nothing that waits is lost.',
  outdated: 'The server needs a newer version of this page. Reload it; nothing that waits is lost.',
  erased: 'This diary was erased on the server, and with it the copy in this browser.',
  stopped: 'The diary is closed in this tab.',
};

/** In sync, behind or offline, and since when. */
export function StandingSection({ queue }: { readonly queue: QueueView | undefined }): ReactNode {
  const { client, userId } = useDiary();
  const status = useSyncStatus();
  const now = useNow();
  const { word, tone } = syncWords(status);
  const nextTryAt = queue?.nextTryAt ?? status.nextTryAt;
  return (
    <section className="panel standing" data-tone={tone} aria-labelledby="standing-word">
      <div>
        <h2 id="standing-word" className="standing-word">
          <span className="dot" />
          {word}
        </h2>
        <p>{status.phase === 'live' && status.diverged.length > 0 ? DIFFERS : SENTENCES[status.phase]}</p>
        {status.phase === 'needs_sign_in' ? (
          <NewLink userId={userId} />
        ) : (
          // That nobody answers is said above, and what the browser calls it helps nobody.
          status.problem !== null &&
          status.problem.code !== 'unreachable' && <p className="quiet">{sentence(status.problem.detail)}</p>
        )}
        <Progress status={status} />
      </div>
      <dl className="facts">
        <dt>Last in sync</dt>
        <dd>{status.levelAt === null ? 'never' : elapsedTime(status.levelAt, now)}</dd>
        <dt>Next try</dt>
        <dd>{nextTryAt === null ? 'none is due' : nextTryWords(nextTryAt - now)}</dd>
      </dl>
      <button
        type="button"
        className="button"
        onClick={() => {
          void client.syncNow();
        }}
      >
        <Icon name="sync" size={18} />
        Sync now
      </button>
    </section>
  );
}

/** The way back in, of which this browser knows the hardest part: whose diary it holds. */
function NewLink({ userId }: { readonly userId: string }): ReactNode {
  return (
    <>
      <p className="quiet">Whoever runs the server makes one for this diary with</p>
      <pre className="command">
        <code>{linkCommand(userId)}</code>
      </pre>
      <p className="quiet">
        <InCheckout />
      </p>
      <SignInForm />
    </>
  );
}

const DIFFERS = 'This copy differs from the server’s although it was made anew. Please report it.';

function nextTryWords(inMs: number): string {
  return inMs <= 0 ? 'now' : `in ${wholeNumber(Math.ceil(inMs / 1000))} s`;
}

function Progress({ status: { progress } }: { readonly status: ClientStatus }): ReactNode {
  if (progress === null) return null;
  return (
    <progress className="progress" value={progress.received} max={Math.max(progress.total, 1)}>
      {progress.received} of {progress.total}
    </progress>
  );
}
