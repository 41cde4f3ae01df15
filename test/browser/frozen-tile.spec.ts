import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext, signIn, today } from './support/browser.js';
import { dayTotal, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

/** The metrics that the note on frozen tiles names, with what a phone says in the morning and in the evening. */
const TOTALS = [
  { type: 'HKQuantityTypeIdentifierStepCount', tile: 'steps', morning: 300, evening: 5300, shown: '5,300' },
  {
    type: 'HKQuantityTypeIdentifierActiveEnergyBurned',
    tile: 'active_energy_burned',
    morning: 12,
    evening: 412,
    shown: '412',
  },
  {
    type: 'HKQuantityTypeIdentifierDistanceWalkingRunning',
    tile: 'distance_walking_running',
    morning: 210,
    evening: 3870,
    shown: '3.87',
  },
  {
    type: 'HKQuantityTypeIdentifierFlightsClimbed',
    tile: 'flights_climbed',
    morning: 1,
    evening: 9,
    shown: '9',
  },
  {
    type: 'HKCategoryTypeIdentifierSleepAnalysis',
    tile: 'sleep_duration',
    morning: 20,
    evening: 452,
    shown: '7 h 32 min',
  },
] as const;

const withOneSpace = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim();

describe('the frozen tile', () => {
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;
  let date: string;

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    page = await signIn(await openContext(browser), visitor);
    date = today();
  });

  afterAll(async () => {
    await browser.close();
  });

  it.each(TOTALS)('cannot happen to $tile: the second sync of a day replaces the first', async (total) => {
    const { type, tile, morning, evening, shown } = total;
    const first = await post(visitor, dayTotal(type, date, morning));
    const second = await post(visitor, dayTotal(type, date, evening));
    expect(first.items[0]?.status).toBe('created');
    expect(second.items[0]).toMatchObject({ status: 'updated', value: evening });
    expect(second.items[0]?.measurementId).toBe(first.items[0]?.measurementId);
    const value = page.getByTestId(`tile-${tile}-value`);
    await page.waitForFunction(
      ([id, wanted]) =>
        document.querySelector(`[data-testid="${id}"]`)?.textContent.replace(/\s+/g, ' ').trim() === wanted,
      [`tile-${tile}-value`, shown] as const,
    );
    expect(withOneSpace(await value.textContent())).toBe(shown);
  });

  it('cannot happen downwards: a device that corrects its total to less is believed', async () => {
    await post(visitor, dayTotal('steps', date, 4800));
    await expectText(page.getByTestId('tile-steps-value'), '4,800');
  });

  it('cannot happen to a reader who comes later: the page opens with the newest total', async () => {
    await page.reload();
    await expectText(page.getByTestId('tile-steps-value'), '4,800');
  });

  it('leaves every value that the day had in its history', async () => {
    await page.goto(`/metric/steps/${date}`);
    await page.getByTestId('history-row').first().waitFor();
    const values = await page.getByTestId('history-row').locator('.history-value').allTextContents();
    expect(values.map(withOneSpace)).toEqual(['4,800 steps', '5,300 steps', '300 steps']);
  });
});
