import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inState, keptOffline, openBrowser, openContext, signIn, today } from './support/browser.js';
import { dayTotal, newAuditor, newVisitor, post } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

describe('the devices of a diary', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    context = await openContext(browser);
  });
  afterEach(async () => {
    await context.close();
  });
  afterAll(async () => {
    await browser.close();
  });

  const enterSteps = async (value: string): Promise<void> => {
    await page.getByTestId('tile-steps').getByTestId('manual-entry').click();
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  };
  const confirm = (name: RegExp) => page.getByRole('dialog').getByRole('button', { name }).click();
  const kept = () =>
    page.evaluate(async () => ({
      databases: (await indexedDB.databases()).length,
      stored: Object.keys(localStorage),
    }));

  it('are listed with what they are and when they wrote, this one marked', async () => {
    const visitor = await newVisitor();
    await post(visitor, dayTotal('steps', today(), 8003));
    page = await signIn(context, visitor);
    await page.goto('/sync');
    await expectText(page.getByTestId('device').nth(0), /^Chrome on \w+this device.*has not written yet/);
    await expectText(page.getByTestId('device').nth(1), /^command lineWrote just now/);
  });

  it('of one name are told apart by when they signed in', async () => {
    const visitor = await newVisitor();
    page = await signIn(context, visitor);
    const other = await openContext(browser);
    await signIn(other, await newVisitor(visitor.subject));
    await page.goto('/sync');
    const twins = page.getByTestId('device').filter({ hasText: 'Chrome on' });
    await twins.nth(1).waitFor();
    for (const twin of await twins.all()) await expectText(twin, /[Ss]igned in \w+ \d+, \d+:\d\d/);
    // For who hears the buttons one by one, too.
    const described = await page
      .getByRole('button', { name: 'Sign out Chrome on' })
      .getAttribute('aria-describedby');
    await expectText(page.locator(`[id="${described ?? ''}"]`), /signed in \w+ \d+, \d+:\d\d/i);
    await other.close();
  });

  it('are signed out from here: the other browser asks for a new link', async () => {
    const visitor = await newVisitor();
    page = await signIn(context, visitor);
    const other = await openContext(browser);
    const lost = await signIn(other, await newVisitor(visitor.subject));
    await page.goto('/sync');
    await page.getByTestId('device').filter({ hasNotText: 'this device' }).last().waitFor();
    const before = await page.getByTestId('device').count();
    await page.getByRole('button', { name: /^Sign out Chrome on/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Sign out Chrome on/ }).click();
    await confirm(/^Sign out$/);
    await page.waitForFunction(
      (count) => document.querySelectorAll('[data-testid="device"]').length === count,
      before - 1,
    );
    await inState(lost, 'Sign in');
    await inState(page, 'In sync');
    await other.close();
  });

  it('are shown as they were, and signed out by nobody, while the server is away', async () => {
    page = await signIn(context, await newVisitor());
    await keptOffline(page);
    await page.goto('/sync');
    await page.getByRole('button', { name: 'Sign out command line' }).waitFor();
    await context.setOffline(true);
    await page.getByTestId('sign-out').click();
    await confirm(/^Sign out$/);
    await expectText(page.getByRole('alert'), 'The server cannot be reached. Nothing was changed.');
    await confirm(/^Stay signed in$/);
    await page.reload();
    await inState(page, 'Offline');
    await page.getByText('The server cannot be reached.').first().waitFor();
    // With a network, and a server that does not answer.
    await page.route('**/api/**', (route) => route.abort());
    await context.setOffline(false);
    await page.reload();
    await page.getByText('The server does not answer.').waitFor();
    expect(await page.getByRole('main').innerText()).not.toMatch(/TypeError|fetch/);
  });

  it('leave nothing in the browser that signs out, and nothing opens it again', async () => {
    const visitor = await newVisitor();
    await post(visitor, dayTotal('steps', today(), 8003));
    page = await signIn(context, visitor);
    await expectText(page.getByTestId('tile-steps-value'), '8,003');
    const secondTab = await context.newPage();
    await secondTab.goto('/metric/steps');
    await inState(secondTab, 'In sync');
    await page.bringToFront();
    await page.getByRole('link', { name: 'Sync', exact: true }).click();
    await page.getByTestId('sign-out').click();
    await confirm(/^Sign out$/);
    await page.getByText('You are signed out. Nothing of the diary is left in this browser.').waitFor();
    await secondTab.getByRole('heading', { name: 'Open your daybook' }).waitFor();
    expect(await kept()).toEqual({ databases: 0, stored: [] });
    expect(await context.cookies()).toEqual([]);
    await page.goto('/metric/steps');
    await page.getByRole('heading', { name: 'Open your daybook' }).waitFor();
  });

  it('say so when another tab holds on to the copy, and delete it once that tab is gone', async () => {
    const visitor = await newVisitor();
    page = await signIn(context, visitor);
    const frozen = await context.newPage();
    await frozen.goto('/sign-in?code=used');
    // A frozen tab never hears that it should let go of the copy.
    await frozen.evaluate(
      (name) =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => {
            Object.assign(globalThis, { held: request.result });
            resolve();
          };
        }),
      `daybook-${visitor.subject}`,
    );
    await page.bringToFront();
    await page.getByRole('link', { name: 'Sync', exact: true }).click();
    await page.getByTestId('sign-out').click();
    await confirm(/^Sign out$/);
    await page.getByText('the browser has not deleted its copy').waitFor();
    await frozen.close();
    await page.reload();
    await page.getByText('Nothing of the diary is left in this browser.').waitFor();
    expect(await kept()).toEqual({ databases: 0, stored: [] });
  });

  it('ask first when entries would be lost, and keep them for whoever stays', async () => {
    const visitor = await newVisitor();
    page = await signIn(context, visitor);
    await keptOffline(page);
    await page.route('**/api/measurements/batch*', (route) => route.abort());
    await enterSteps('4321');
    await expectText(page.getByTestId('queue-pending'), '1');
    await page.getByRole('link', { name: 'Sync', exact: true }).click();
    await page.getByTestId('sign-out').click();
    await expectText(page.getByTestId('sign-out-loss'), /^1 entry made here is not on the server/);
    await confirm(/^Stay signed in$/);
    await page.unroute('**/api/measurements/batch*');
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expectText(page.getByTestId('queue-pending'), '0');
    await page.getByTestId('sign-out').click();
    expect(await page.getByTestId('sign-out-loss').count()).toBe(0);
  });

  it('lose what was not sent only on a word that says so', async () => {
    const visitor = await newVisitor();
    page = await signIn(context, visitor);
    await enterSteps('999999');
    await page.getByTestId('queue-failed').waitFor();
    await page.getByRole('link', { name: 'Review' }).click();
    await page.getByTestId('sign-out').click();
    await confirm(/^Sign out and delete 1 entry$/);
    await page.getByText('You are signed out.').waitFor();
    await page.goto((await newVisitor(visitor.subject)).link);
    await inState(page, 'In sync');
    expect(await page.getByTestId('queue-failed').count()).toBe(0);
  });

  it('let an auditor sign out', async () => {
    page = await context.newPage();
    await page.goto((await newAuditor()).link);
    await page.getByTestId('sign-out').click();
    await confirm(/^Sign out$/);
    await page.getByText('You are signed out.').waitFor();
    expect(await kept()).toEqual({ databases: 0, stored: [] });
    expect(await context.cookies()).toEqual([]);
  });

  it('tell a person what to do whose link was used', async () => {
    const { link } = await newVisitor();
    page = await signIn(context, { link });
    await page.goto(link);
    await page.getByRole('heading', { name: 'This sign-in link does not work any more' }).waitFor();
    await page.getByText('daybook token create --role subject').waitFor();
    await page.getByRole('link', { name: 'Open your daybook' }).click();
    await inState(page, 'In sync');
  });
});
