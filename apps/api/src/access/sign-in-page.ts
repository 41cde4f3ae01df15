import { PROGRAM_NAME } from '@daybook/contract';
import type { ProblemError } from '../problem/problem-error.js';

interface Words {
  readonly title: string;
  readonly reason: string;
}

const USED: Words = {
  title: 'This sign-in link does not work any more',
  reason: 'It was used before, or it is older than 24 hours. A link signs one browser in, once.',
};

const CUT: Words = {
  title: 'This sign-in link is not whole',
  reason: 'Its code is missing or cut. Copy the link to its very end and open it again.',
};

const BUSY: Words = {
  title: 'Signing in did not work just now',
  reason: 'The link is still good: wait a moment and open it again.',
};

function wordsOf({ code, facts: { retryAfter }, status }: ProblemError): Words {
  if (code === 'invalid_request') return CUT;
  return retryAfter !== undefined || status >= 500 ? BUSY : USED;
}

/** What a person reads whose link was refused. It stands alone: no script, no file, in light and dark, on any width. */
export function signInPage(problem: ProblemError): string {
  const { title, reason } = wordsOf(problem);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <title>${title} · Daybook</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <p class="name">Daybook</p>
      <h1>${title}</h1>
      <p>${reason}</p>
      <p>Is this browser signed in already? <a href="/">Open your daybook</a>.</p>
      <h2>To get a new link</h2>
      <p>Whoever runs the server looks up whose diary it is, and makes a link for it:</p>
      <pre><code>${PROGRAM_NAME.installed} token list
${PROGRAM_NAME.installed} token create --role subject --subject &lt;id&gt; --link</code></pre>
      <p>In a checkout write <code>${PROGRAM_NAME.checkout}</code> for <code>${PROGRAM_NAME.installed}</code>.</p>
      <p>An auditor’s link is made with <code>--role auditor</code> and no subject.</p>
    </main>
  </body>
</html>
`;
}

/** The colours are those of the dashboard's tokens. */
const STYLE = `
:root { color-scheme: light dark; }
body {
  margin: 0;
  background: light-dark(#f6f5f2, #101214);
  color: light-dark(#16181b, #eeece8);
  font: 16px/1.55 Inter, ui-sans-serif, system-ui, sans-serif;
}
main { max-width: 34rem; margin: 0 auto; padding: 12vh 1.25rem 3rem; }
p { margin: 0.75rem 0; color: light-dark(#5a5f66, #a2a7ad); }
.name { font-weight: 680; }
h1 { margin: 0 0 0.75rem; font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.02em; text-wrap: balance; }
h2 { margin: 2rem 0 0; font-size: 1.05rem; }
a, .name { color: light-dark(#1d5c4a, #74c8ab); }
:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
code { font: 0.9em/1.6 ui-monospace, Menlo, Consolas, monospace; }
pre { margin: 1rem 0; padding: 0.75rem 1rem; white-space: pre-wrap; border-radius: 9px; background: light-dark(#ebe8e2, #1b1f23); }
`;
