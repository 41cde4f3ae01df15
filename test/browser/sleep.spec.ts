import type { Browser, Page } from 'playwright-core';
import { addDays } from '@daybook/domain';
import { openBrowser, openContext, signIn, today } from './support/browser.js';
import { mutationId, newAuditor, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

/** Last night: an hour of deep sleep, then a half of light, a quarter of REM, and ten minutes awake. */
const NIGHT = [
  ['deep', '00:00', '01:00'],
  ['light', '01:00', '01:30'],
  ['rem', '01:30', '01:45'],
  ['awake', '01:45', '01:55'],
] as const;

/** More than the table shows at once. */
const NIGHTS = 29;

describe('a night', () => {
  const date = addDays(today(), -1);
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    const nights = Array.from({ length: NIGHTS }, (_, i) => addDays(date, -i));
    const segments = nights.flatMap((night) =>
      NIGHT.map(([stage, from, to]) => ({
        ...{ id: mutationId(), type: 'sleep_duration', source: 'healthkit', stage, localDate: night },
        ...{ startAt: `${night}T${from}:00+00:00`, endAt: `${night}T${to}:00+00:00` },
      })),
    );
    await post(visitor, ...segments);
    page = await signIn(await openContext(browser), visitor);
  });

  afterAll(async () => {
    await browser.close();
  });

  it('has its stages in the table beside the chart, where they can be read', async () => {
    await page.goto('/metric/sleep_duration');
    const table = page.getByRole('table');
    await expectText(table.locator('thead'), 'DayAsleepDeepLightREMAwakeSource');
    await expectText(table.locator('tbody tr'), /1.h 45.min1:001.h0:3030.min0:1515.min0:1010.minHealthKit$/);
  });

  it('makes the page no longer than what is seen', async () => {
    const [length, seen] = await page.evaluate(() => [
      document.documentElement.scrollHeight,
      Math.max(innerHeight, document.querySelector('main')?.getBoundingClientRect().bottom ?? 0),
    ]);
    expect(length).toBeLessThanOrEqual(seen + 1);
  });

  it('says in its history which stage each value is of', async () => {
    await page.goto(`/metric/sleep_duration/${date}`);
    const rows = page.getByTestId('history-row');
    await expectText(rows.nth(3), /^1.h ?Deep/);
    await expectText(rows.nth(0), /^10.min ?Awake/);
  });

  it('says so to an auditor as well', async () => {
    const context = await openContext(browser);
    const audit = await context.newPage();
    await audit.goto((await newAuditor()).link);
    await audit.goto(`/audit/${visitor.subject}`);
    await expectText(audit.getByTestId('audit-row').nth(2), /Asleep, REM/);
  });
});
