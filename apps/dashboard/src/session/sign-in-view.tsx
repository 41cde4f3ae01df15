import type { ReactNode } from 'react';
import { PROGRAM_NAME } from '@daybook/contract';
import { Mark } from '../shell/mark.js';
import { useTitle } from '../shell/use-title.js';
import { InCheckout } from './in-checkout.js';
import { signOutOutcome } from './sign-out.js';
import { linkCommand, SignInForm } from './sign-in-form.js';

/** The door: what a link is, and a place to put one. */
export function SignInView(): ReactNode {
  useTitle('Sign in');
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
        <code>{`${PROGRAM_NAME.installed} token list\n${linkCommand('<id>')}`}</code>
      </pre>
      <p className="quiet">
        <InCheckout />
      </p>
      <SignInForm />
    </main>
  );
}

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
