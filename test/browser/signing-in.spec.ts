import type { Browser } from 'playwright-core';
import { keptOffline, inState, openBrowser, openContext, signIn, today } from './support/browser.js';
import { dayTotal, newVisitor, post } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

describe('signing in', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  it('takes a pasted link, and ends on today without the code in the address', async () => {
    const visitor = await newVisitor();
    const page = await (await openContext(browser)).newPage();
    await page.goto('/');
    await page.getByLabel('Link or code').fill('hello');
    await page.getByText('This is no sign-in link.').waitFor();
    await page.getByLabel('Link or code').fill(visitor.link);
    await page.getByText('This is no sign-in link.').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await inState(page, 'In sync');
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/');
  });

  it('lets each browser see its own subject only', async () => {
    const [one, other] = [await newVisitor(), await newVisitor()];
    await post(one, dayTotal('steps', today(), 1111));
    await post(other, dayTotal('steps', today(), 2222));
    const context = await openContext(browser);
    const page = await signIn(context, one);
    await expectText(page.getByTestId('tile-steps-value'), '1,111');
    // The same browser, another person: the first one's copy is in it, and must not show for a moment.
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      const look = (): void => {
        seen.push(document.querySelector('[data-testid="tile-steps-value"]')?.textContent ?? '');
      };
      new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
    });
    await page.goto(other.link);
    await expectText(page.getByTestId('tile-steps-value'), '2,222');
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
    expect(seen).toContain('2,222');
    expect(seen).not.toContain('1,111');
  });

  it('tells whose session has ended how to come back, with the command for this very diary', async () => {
    const visitor = await newVisitor();
    const context = await openContext(browser);
    const page = await signIn(context, visitor);
    await context.clearCookies();
    await page.goto('/metric/steps');
    await expectText(page.getByTestId('session-ended'), /^The session of this browser has ended\..*is kept/);
    await page.getByTestId('session-ended').getByRole('link', { name: 'Sign in' }).click();
    await inState(page, 'Sign in');
    await page.getByText(`daybook token create --role subject --subject ${visitor.subject} --link`).waitFor();
    expect(await page.textContent('main')).not.toContain('Bearer');
    await page.getByLabel('Link or code').fill((await newVisitor(visitor.subject)).link);
    await page.keyboard.press('Enter');
    await inState(page, 'In sync');
  });

  it('keeps what was entered when the session has ended, and sends it after the next', async () => {
    const visitor = await newVisitor();
    const context = await openContext(browser);
    const page = await signIn(context, visitor);
    await keptOffline(page);
    await context.clearCookies();
    await page.reload();
    await inState(page, 'Sign in');
    await page.getByTestId('tile-steps').getByTestId('manual-entry').click();
    await page.keyboard.type('4321');
    await page.keyboard.press('Enter');
    await expectText(page.getByTestId('queue-pending'), '1');
    await page.goto((await newVisitor(visitor.subject)).link);
    await expectText(page.getByTestId('queue-pending'), '0');
    await expectText(page.getByTestId('tile-steps-value'), '4,321');
  });
});
