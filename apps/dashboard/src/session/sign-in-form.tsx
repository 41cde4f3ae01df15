import { useId, useState, type ReactNode, type SubmitEvent } from 'react';
import { PROGRAM_NAME } from '@daybook/contract';
import { Icon } from '../shell/icon.js';
import { signInCodeOf } from './sign-in-code.js';

/** What whoever runs the server types to make a link for a diary. */
export function linkCommand(subject: string): string {
  return `${PROGRAM_NAME.installed} token create --role subject --subject ${subject} --link`;
}

/** A place to put a sign-in link, where clicking it is not possible. */
export function SignInForm(): ReactNode {
  const [link, setLink] = useState('');
  const noteId = useId();
  const code = signInCodeOf(link);
  const isWrong = code === null && link.trim() !== '';
  const enter = (event: SubmitEvent): void => {
    event.preventDefault();
    if (code !== null) location.assign(`/sign-in?code=${encodeURIComponent(code)}`);
  };
  return (
    <form className="door-form" onSubmit={enter}>
      <label htmlFor="sign-in-link">Link or code</label>
      <input
        id="sign-in-link"
        className="field"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong}
        aria-describedby={noteId}
        value={link}
        onChange={(event) => {
          setLink(event.target.value);
        }}
      />
      <button type="submit" className="button button-strong" disabled={code === null}>
        Sign in
        <Icon name="forward" size={18} />
      </button>
      <p id={noteId} className="quiet door-wrong" role="status">
        {isWrong && 'This is no sign-in link. A whole one ends in /sign-in?code= and the code.'}
      </p>
    </form>
  );
}
