import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { addDays } from '@daybook/domain';
import { openBrowser, openContext, signIn, today } from './support/browser.js';
import { dayTotal, mutationId, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

const MINUTE_MS = 60_000;

describe('the page of a metric', () => {
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;
  const date = today();

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    const days = Array.from({ length: 40 }, (_, i) => dayTotal('steps', addDays(date, -i), 6000 + i));
    await post(
      visitor,
      ...days,
      dayTotal('sleep_duration', date, 430, { details: { stages: { deep: 70 } } }),
    );
    page = await signIn(await openContext(browser), visitor);
  });

  afterAll(async () => {
    await browser.close();
  });

  it('opens from the tile and draws its days', async () => {
    await page.getByRole('link', { name: 'Steps' }).click();
    await page.getByTestId('chart').locator('canvas').waitFor();
    expect(new URL(page.url()).pathname).toBe('/metric/steps');
  });

  it.each(['7', '30', '90', '365'])(
    'shows %s days, in the chart and in the table beside it',
    async (days) => {
      await page
        .getByRole('radio', { name: days, exact: false })
        .and(page.getByLabel(`${days} days`))
        .check({ force: true });
      await page
        .getByTestId('chart')
        .and(page.getByLabel(`of the last ${days} days`))
        .waitFor();
      await page.waitForFunction(
        (rows) => document.querySelectorAll('.panel-table tbody tr').length === rows,
        Math.min(Number(days), 40),
      );
    },
  );

  it('gives the same days as a file for programs', async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const file = readFileSync(await (await downloading).path(), 'utf8').split('\r\n');
    expect(file[0]).toBe('date,value,unit,min,max,avg,last,count,source,overridden,changed_at');
    expect(file.filter((line) => line !== '')).toHaveLength(41);
    expect(file.at(-2)).toMatch(new RegExp(`^${date},6000,count,6000,6000,6000,6000,1,healthkit,,`));
  });

  it('follows a change made elsewhere', async () => {
    await post(visitor, dayTotal('steps', date, 9876));
    await expectText(page.locator('.panel-table tbody tr').first(), /9,876/);
  });

  it('takes a value for a day that has gone', async () => {
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByLabel('Day', { exact: true }).fill(addDays(date, -1));
    await page.getByLabel('Value in steps').fill('12345');
    await page.keyboard.press('Enter');
    await expectText(page.locator('.panel-table tbody tr').nth(1), /12,345.*Manual.*overrode/);
  });

  it.each(['/metric/stepz', `/metric/stepz/${date}`])(
    'tells who follows a mistyped link that there is none: %s',
    async (address) => {
      await page.goto(address);
      await page.getByRole('heading', { name: 'There is no such metric' }).waitFor();
      await page.getByRole('link', { name: 'See all metrics' }).click();
      await page.getByRole('heading', { name: 'Metrics', exact: true }).waitFor();
      await page.goto('/metric/steps');
    },
  );

  describe('and the history of a day', () => {
    it('shows every value with its source, and marks what arrived too late to count', async () => {
      const late = dayTotal('steps', date, 5555, {
        id: mutationId(Date.now() - 60 * MINUTE_MS),
        sourceDevice: 'iPhone',
      });
      await post(visitor, late);
      await page.locator('.panel-table tbody tr').first().getByRole('link').click();
      const rows = page.getByTestId('history-row');
      await rows.nth(2).waitFor();
      await expectText(rows.nth(0), /5,555.*superseded.*iPhone.*You/);
      await expectText(rows.nth(1), /9,876.*was 6,000.*current.*HealthKit/);
      await expectText(rows.nth(2), /6,000.*Recorded.*HealthKit/);
    });

    it('tells the value as it was known at any moment', async () => {
      const slider = page.getByTestId('as-of');
      const value = page.getByTestId('as-of-value');
      await expectText(value, /^9,876/);
      await slider.focus();
      await page.keyboard.press('Home');
      await expectText(value, 'no value');
      await page.keyboard.press('ArrowRight');
      await expectText(value, /^6,000/);
      await page.keyboard.press('ArrowRight');
      await expectText(value, /^9,876/);
    });

    it('grows while it is looked at', async () => {
      await post(visitor, dayTotal('steps', date, 10_001));
      await expectText(page.getByTestId('history-row').first(), /10,001/);
      await page.getByTestId('as-of').focus();
      await page.keyboard.press('End');
      await expectText(page.getByTestId('as-of-value'), /^10,001/);
    });
  });
});
