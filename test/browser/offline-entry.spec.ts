import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  inState,
  keptOffline,
  openBrowser,
  openContext,
  openProfile,
  signIn,
  today,
} from './support/browser.js';
import { dayTotal, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

describe('a manual entry made offline', () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-profile-'));
  let visitor: Visitor;
  let profile: BrowserContext;
  let page: Page;
  let elsewhere: Browser;
  let other: Page;

  beforeAll(async () => {
    visitor = await newVisitor();
    await post(visitor, dayTotal('steps', today(), 8003));
    profile = await openProfile(folder);
    page = await signIn(profile, visitor);
    await expectText(page.getByTestId('tile-steps-value'), '8,003');
    await keptOffline(page);
    // Before anything is entered: opening a browser takes seconds on a busy machine.
    elsewhere = await openBrowser();
    other = await signIn(await openContext(elsewhere), await newVisitor(visitor.subject));
    await expectText(other.getByTestId('tile-steps-value'), '8,003');
  });

  afterAll(async () => {
    await elsewhere.close();
    await profile.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is shown at once, with a mark that it waits', async () => {
    await profile.setOffline(true);
    await inState(page, 'Offline');
    const tile = page.getByTestId('tile-steps');
    await tile.getByTestId('manual-entry').click();
    await page.keyboard.type('9000');
    await page.keyboard.press('Enter');
    await expectText(page.getByTestId('tile-steps-value'), '9,000');
    await expectText(tile.getByTestId('pending-mark'), /waiting to sync/i);
    await expectText(tile.getByTestId('badge-override'), 'Manual (overrode HealthKit 8,003)');
    await expectText(page.getByTestId('queue-pending'), '1');
  });

  it('survives closing the browser', async () => {
    await profile.close();
    profile = await openProfile(folder, { offline: true });
    page = await profile.newPage();
    await page.goto('/');
    await expectText(page.getByTestId('tile-steps-value'), '9,000');
    await expectText(page.getByTestId('tile-steps').getByTestId('pending-mark'), /waiting to sync/i);
    await expectText(page.getByTestId('queue-pending'), '1');
  });

  it('is listed in the sync panel, offline too', async () => {
    await page.getByRole('link', { name: 'Sync', exact: true }).click();
    await expectText(page.getByRole('heading', { name: '1 waiting' }), '1 waiting');
    expect(await page.getByText('Steps on', { exact: false }).textContent()).toMatch(/: 9,000.steps$/);
  });

  it('is sent on return and appears in another browser', async () => {
    await profile.setOffline(false);
    await expectText(page.getByTestId('queue-pending'), '0');
    await expectText(other.getByTestId('tile-steps-value'), '9,000');
    await page.goto('/');
    await expectText(page.getByTestId('tile-steps-value'), '9,000');
    expect(await page.getByTestId('pending-mark').count()).toBe(0);
  });
});
