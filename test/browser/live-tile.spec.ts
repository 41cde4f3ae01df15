import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext, signIn, today } from './support/browser.js';
import { dayTotal, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

/** A reader calls a second at once. A busy machine adds to it; without a live channel it would be half a minute. */
const LIVE_MS = 10_000;

describe('a tile of today', () => {
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    page = await signIn(await openContext(browser), visitor);
  });

  afterAll(async () => {
    await browser.close();
  });

  it('is there before anything was written, and says so', async () => {
    await expectText(page.getByTestId('tile-steps-value'), '–');
    expect(await page.getByText('Nothing is written here yet').isVisible()).toBe(true);
  });

  it('shows a total that was posted elsewhere within a second, without a reload', async () => {
    const loaded = await page.evaluate(() => performance.timeOrigin);
    await post(visitor, dayTotal('steps', today(), 8003));
    await expectText(page.getByTestId('tile-steps-value'), '8,003', LIVE_MS);
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);
  });

  it('names the source and the time of the last change', async () => {
    await expectText(page.getByTestId('tile-steps'), /HealthKit\d{1,2}:\d\d\s[AP]M/);
  });

  it('appears for a metric that was never written before', async () => {
    await post(visitor, dayTotal('dietary_water', today(), 250));
    await expectText(page.getByTestId('tile-dietary_water-value'), '250', LIVE_MS);
  });

  it('moves nothing when its value changes', async () => {
    const before = await page.getByTestId('tile-body_mass').boundingBox();
    await post(visitor, dayTotal('steps', today(), 11_250), dayTotal('sleep_duration', today(), 441));
    await expectText(page.getByTestId('tile-sleep_duration-value'), /^7 h\s+21 min$/);
    expect(await page.getByTestId('tile-body_mass').boundingBox()).toEqual(before);
  });
});
