import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext, signIn, today } from './support/browser.js';
import { dayTotal, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

/** A reader calls a second at once. */
const AT_ONCE_MS = 1_000;

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
    const waits: number[] = [];
    for (const [value, shown] of [
      [8003, '8,003'],
      [9011, '9,011'],
      [9444, '9,444'],
      [10_020, '10,020'],
      [10_317, '10,317'],
    ] as const) {
      const posted = performance.now();
      await post(visitor, dayTotal('steps', today(), value));
      await expectText(page.getByTestId('tile-steps-value'), shown);
      waits.push(performance.now() - posted);
    }
    // The middle one: a machine that does other things as well holds up one or the other.
    expect(waits.sort((a, b) => a - b)[2]).toBeLessThan(AT_ONCE_MS);
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded);
  });

  it('names the source and the time of the last change', async () => {
    await expectText(page.getByTestId('tile-steps'), /HealthKit\d{1,2}:\d\d\s[AP]M/);
  });

  it('appears for a metric that was never written before', async () => {
    await post(visitor, dayTotal('dietary_water', today(), 250));
    await expectText(page.getByTestId('tile-dietary_water-value'), '250');
  });

  it('moves nothing when its value changes', async () => {
    const before = await page.getByTestId('tile-body_mass').boundingBox();
    await post(visitor, dayTotal('steps', today(), 11_250), dayTotal('sleep_duration', today(), 441));
    await expectText(page.getByTestId('tile-sleep_duration-value'), /^7 h\s+21 min$/);
    expect(await page.getByTestId('tile-body_mass').boundingBox()).toEqual(before);
  });
});
