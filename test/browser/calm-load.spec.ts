import type { Browser, BrowserContext, Page } from 'playwright-core';
import { addDays } from '@daybook/domain';
import { inState, openBrowser, openContext, signIn, today } from './support/browser.js';
import { dayTotal, newVisitor, post, type Visitor } from './support/daybook.js';

/** What each answer of the server takes to arrive: longer than a page that is here takes to be drawn. */
const ANSWER_AFTER_MS = 250;

/** What a browser calls a good page is 0.1; what moves visibly makes some hundredths. */
const SHIFT_MAX = 0.01;

interface Shift {
  readonly value: number;
  readonly moved: string;
}

/** Keeps every move of something that was shown already, with what it was. */
function keepShifts(): void {
  const shifts: Shift[] = [];
  Object.assign(globalThis, { shifts });
  const nameOf = (node: Node | null): string =>
    node instanceof Element ? node.outerHTML.slice(0, 60) : 'text';
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, sources } = entry as PerformanceEntry & {
        readonly value: number;
        readonly sources: readonly { readonly node: Node | null }[];
      };
      shifts.push({ value, moved: sources.map(({ node }) => nameOf(node)).join() });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

describe('a page whose answers are slow', () => {
  let browser: Browser;
  let visitor: Visitor;
  let context: BrowserContext;
  let page: Page;

  const views = (): string[] => [
    '/',
    '/metric',
    '/metric/steps',
    '/metric/steps?days=365',
    `/metric/steps/${today()}`,
    '/sync',
    `/audit/${visitor.subject}`,
  ];

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    const days = Array.from({ length: 300 }, (_, i) => addDays(today(), -i));
    await post(visitor, ...days.map((date, i) => dayTotal('steps', date, 9000 + i)));
    await post(visitor, dayTotal('steps', today(), 12_345, { source: 'manual' }));
    await post(visitor, dayTotal('body_mass', today(), 74.2), dayTotal('dietary_water', today(), 250));
    // More devices and sources than a place could be kept for without knowing them.
    for (const source of ['garmin', 'oura', 'withings', 'strava']) {
      await post(await newVisitor(visitor.subject), dayTotal('steps', today(), 12_000, { source }));
    }
  });
  afterEach(async () => {
    await context.close();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each([
    ['a phone', 390, () => Promise.resolve(visitor)],
    ['a desk', 1280, () => newVisitor(visitor.subject)],
  ])('moves nothing that was shown, on %s', async (_, width, whoSignsIn) => {
    context = await openContext(browser, { viewport: { width, height: 844 } });
    page = await signIn(context, await whoSignsIn());
    await page.addInitScript(keepShifts);
    await context.route('**/api/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, ANSWER_AFTER_MS));
      await route.continue();
    });
    const restless: unknown[] = [];
    for (const address of views()) {
      await page.goto(address);
      await inState(page, 'In sync');
      await page.waitForTimeout(4 * ANSWER_AFTER_MS);
      const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: Shift[] }).shifts);
      const sum = shifts.reduce((before, { value }) => before + value, 0);
      if (sum > SHIFT_MAX) restless.push({ address, shifts });
    }
    expect(restless).toEqual([]);
  });
});
