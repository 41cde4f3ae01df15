import { useState, type ReactNode, type SubmitEvent } from 'react';
import { Icon } from '../shell/icon.js';
import { Mark } from '../shell/mark.js';
import { useTitle } from '../shell/use-title.js';
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
      <h1>Open your daybook</h1>
      <p>
        The server prints a link when it starts for the first time. It signs one browser in, once. Whoever
        runs the server makes another with
      </p>
      <pre>
        <code>daybook token create --role subject --link</code>
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
