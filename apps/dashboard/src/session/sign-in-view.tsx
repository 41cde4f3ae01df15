import { useState, type ReactNode, type SubmitEvent } from 'react';
import { Icon } from '../shell/icon.js';
import { Mark } from '../shell/mark.js';
import { useTitle } from '../shell/use-title.js';
import { signOutOutcome } from './sign-out.js';
import { signInCodeOf } from './sign-in-code.js';

/** The door: what a link is, and a place to put one. */
export function SignInView(): ReactNode {
  const [link, setLink] = useState('');
  useTitle('Sign in');
  const code = signInCodeOf(link);
  const enter = (event: SubmitEvent): void => {
    event.preventDefault();
    if (code !== null) location.assign(`/sign-in?code=${encodeURIComponent(code)}`);
  };
  return (
    <main className="door">
      <Mark size={44} />
      <SignedOut />
      <h1>Open your daybook</h1>
      <p>
        The server prints a link when it starts for the first time. It signs one browser in, once. Whoever
        runs the server looks up whose diary it is, and makes another:
      </p>
      <pre>
        <code>{COMMANDS}</code>
      </pre>
      <form className="door-form" onSubmit={enter}>
        <label htmlFor="sign-in-link">Link or code</label>
        <input
          id="sign-in-link"
          className="field"
          autoComplete="off"
          spellCheck={false}
          value={link}
          onChange={(event) => {
            setLink(event.target.value);
          }}
        />
        <button type="submit" className="button button-strong" disabled={code === null}>
          Sign in
          <Icon name="forward" size={18} />
        </button>
      </form>
    </main>
  );
}

const COMMANDS = `daybook token list
daybook token create --role subject --subject <id> --link`;

/** What became of the copy, for whoever just signed out. */
function SignedOut(): ReactNode {
  const outcome = signOutOutcome();
  if (outcome === null) return null;
  return (
    <p className="door-note" role="status">
      {outcome === 'done'
        ? 'You are signed out. Nothing of the diary is left in this browser.'
        : 'You are signed out, but the browser has not deleted its copy of the diary. Close its other windows and reload this page.'}
    </p>
  );
}
