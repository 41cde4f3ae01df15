import { useState, type ReactNode } from 'react';
import { wholeNumber } from '../format/format-value.js';
import { Confirm } from '../shell/confirm.js';
import { Icon } from '../shell/icon.js';
import { signOut } from './sign-out.js';

interface SignOutButtonProps {
  /** Whose copy this browser holds; an auditor has none. */
  readonly userId: string | null;
  /** How many entries of this browser are not on the server; `undefined` before they are counted. */
  readonly unsent?: number | undefined;
}

/** Ends the session of this browser, and says first what goes with it. */
export function SignOutButton({ userId, unsent = 0 }: SignOutButtonProps): ReactNode {
  const [isAsking, setAsking] = useState(false);
  const entries = unsent === 1 ? '1 entry' : `${wholeNumber(unsent)} entries`;
  return (
    <>
      <button
        type="button"
        className="button"
        data-testid="sign-out"
        onClick={() => {
          setAsking(true);
        }}
      >
        <Icon name="leave" size={18} />
        <span className="button-word">Sign out</span>
      </button>
      {isAsking && (
        <Confirm
          title="Sign out of this browser?"
          act={unsent > 0 ? `Sign out and delete ${entries}` : 'Sign out'}
          keep="Stay signed in"
          isGrave={unsent > 0}
          onAct={() => signOut(userId)}
          onClose={() => {
            setAsking(false);
          }}
        >
          {unsent > 0 && (
            <p className="confirm-loss" data-testid="sign-out-loss">
              {entries} made here {unsent === 1 ? 'is' : 'are'} not on the server. Signing out deletes{' '}
              {unsent === 1 ? 'it' : 'them'} for good. To keep {unsent === 1 ? 'it' : 'them'}, stay signed in
              until nothing waits and nothing has failed.
            </p>
          )}
          <p>{userId === null ? NOTHING_KEPT : COPY_GOES}</p>
          <p>To come back you need a new sign-in link.</p>
        </Confirm>
      )}
    </>
  );
}

const COPY_GOES =
  'The copy of your diary is deleted from this browser, so that whoever uses it next finds nothing. What is on the server stays there.';
const NOTHING_KEPT = 'Nothing that you read is kept in this browser.';
