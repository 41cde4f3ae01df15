import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { addDays } from '@daybook/domain';
import { openBrowser, openContext, signIn, TIME_ZONE, today } from './support/browser.js';
import { DAYBOOK, dayTotal, mutationId, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

const PHONE = { width: 390, height: 844 };

describe('a reader elsewhere', () => {
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;

  const openIn = async (locale: string, more: BrowserContextOptions = {}): Promise<void> => {
    page = await signIn(await openContext(browser, { locale, ...more }), await newVisitor(visitor.subject));
  };

  const define = async (code: string, name: string): Promise<void> => {
    const { status } = await fetch(`${DAYBOOK.url}/api/metric-types`, {
      method: 'POST',
      headers: { authorization: `Bearer ${visitor.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ id: mutationId(), code, name, unit: '{score}', kind: 'discrete' },
      }),
    });
    expect(status).toBe(201);
  };

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    await define('x_mood', 'مزاج');
    const heart = { type: 'heart_rate', source: 'healthkit', localDate: today() } as const;
    await post(
      visitor,
      ...[0, 1, 2].map((i) => dayTotal('steps', addDays(today(), -i), 17_512 + i)),
      dayTotal('x_mood', today(), 8),
      { ...heart, id: mutationId(), value: 61, startAt: new Date(Date.now() - 2000).toISOString() },
      { ...heart, id: mutationId(), value: 148, startAt: new Date(Date.now() - 1000).toISOString() },
    );
  });
  afterEach(async () => {
    await page.context().close();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('reads numbers and dates as they are written there', async () => {
    await openIn('ar-EG');
    await expectText(page.getByTestId('tile-steps-value'), '١٧٬٥١٢');
    const long = new Intl.DateTimeFormat('ar-EG', { weekday: 'long', timeZone: TIME_ZONE }).format(
      new Date(),
    );
    await expectText(page.getByRole('heading', { level: 1 }), new RegExp(long));
  });

  it('sees the numbers beside a chart whole, however long a thousand is there', async () => {
    const leftOfPlot = () =>
      page.locator('.chart .u-over').evaluate((plot) => Number.parseFloat((plot as HTMLElement).style.left));
    await openIn('en-US');
    await page.goto('/metric/steps');
    const narrow = await leftOfPlot();
    await page.context().close();
    await openIn('ar-EG');
    await page.goto('/metric/steps');
    const words = await page.evaluate(() => {
      const canvas = document.createElement('canvas').getContext('2d');
      if (canvas === null) throw new Error('no canvas');
      canvas.font = '12px Inter, system-ui, sans-serif';
      const text = new Intl.NumberFormat('ar-EG', { notation: 'compact', maximumFractionDigits: 2 });
      return canvas.measureText(text.format(17_500)).width;
    });
    expect(await leftOfPlot()).toBeGreaterThan(Math.max(narrow, words));
  });

  it('finds no word broken in the table on a phone', async () => {
    await openIn('de-DE', { viewport: PHONE });
    await page.goto('/metric/heart_rate');
    const source = page.locator('.panel-table td.table-words').first();
    await expectText(source, 'HealthKit');
    const lines = await source.evaluate((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getClientRects().length;
    });
    expect(lines).toBe(1);
    const isWhole = await page
      .locator('.panel-table .table-frame')
      .evaluate((frame) => frame.scrollWidth <= frame.clientWidth);
    expect(isWhole).toBe(true);
  });

  it('reads the log in their own dates, which a name in another direction does not turn around', async () => {
    await openIn('de-DE');
    await page.goto(`/audit/${visitor.subject}`);
    const row = page.getByTestId('audit-row').filter({ hasText: 'مزاج' }).nth(1);
    const [year, month, day] = today().split('-');
    await expectText(row.locator('bdi').nth(0), 'مزاج');
    await expectText(row.locator('bdi').nth(1), `${day ?? ''}.${month ?? ''}.${year ?? ''}`);
  });

  it('is shown the day of their own clock, whatever the subject’s is', async () => {
    const timeZone = 'Pacific/Kiritimati';
    await openIn('en-US', { timezoneId: timeZone });
    const here = () => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());
    const before = here();
    await page.goto('/metric/steps');
    await page.getByRole('button', { name: 'Enter' }).click();
    // It may have become midnight there in between.
    const day = await page.getByRole('textbox', { name: 'Day' }).inputValue();
    expect([before, here()]).toContain(day);
  });
});
