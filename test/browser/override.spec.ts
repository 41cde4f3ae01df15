import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser, openContext, signIn, today } from './support/browser.js';
import { dayTotal, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

describe('an override', () => {
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;
  let tile: Locator;

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    await post(visitor, dayTotal('steps', today(), 8003));
    page = await signIn(await openContext(browser), visitor);
    tile = page.getByTestId('tile-steps');
    await expectText(page.getByTestId('tile-steps-value'), '8,003');
  });

  afterAll(async () => {
    await browser.close();
  });

  it('is entered with the keyboard alone', async () => {
    await tile.getByTestId('manual-entry').focus();
    await page.keyboard.press('Enter');
    expect(await tile.getByRole('spinbutton').count()).toBe(1);
    expect(await tile.getByRole('spinbutton').inputValue()).toBe('8003');
    await page.keyboard.type('9000');
    await page.keyboard.press('Enter');
    await expectText(page.getByTestId('tile-steps-value'), '9,000');
  });

  it('says in a badge what it overrode', async () => {
    await expectText(tile.getByTestId('badge-override'), 'Manual (overrode HealthKit 8,003)');
    await tile.getByTestId('pending-mark').waitFor({ state: 'detached' });
  });

  it('stays above what the device goes on to say, which the badge follows', async () => {
    await post(visitor, dayTotal('steps', today(), 8450));
    await expectText(tile.getByTestId('badge-override'), 'Manual (overrode HealthKit 8,450)');
    await expectText(page.getByTestId('tile-steps-value'), '9,000');
  });

  it('is taken back, and the newest value of the device stands again', async () => {
    await tile.getByRole('button', { name: 'Take back' }).click();
    await expectText(page.getByTestId('tile-steps-value'), '8,450');
    await tile.getByTestId('badge-override').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Enter Steps');
    await expectText(page.getByTestId('queue-pending'), '0');
    await page.reload();
    await expectText(page.getByTestId('tile-steps-value'), '8,450');
  });

  it('is left alone by Escape', async () => {
    await tile.getByTestId('manual-entry').click();
    await page.keyboard.type('1');
    await expectText(page.getByTestId('tile-steps-value'), '8,450');
    await page.keyboard.press('Escape');
    await expectText(page.getByTestId('tile-steps-value'), '8,450');
    await expectText(page.getByTestId('queue-pending'), '0');
  });
});
