import type { Browser, BrowserContext, Locator, Page, Route } from 'playwright-core';
import { inState, keptOffline, openBrowser, openContext, signIn, today } from './support/browser.js';
import { dayTotal, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

const REVISIONS = '**/audit/revisions?*';

/** What asks without end has asked a dozen times by then. */
const LATE_MS = 1_000;

describe('the history of a day that has entries of this browser alone', () => {
  const date = today();
  let browser: Browser;
  let context: BrowserContext;
  let visitor: Visitor;
  let page: Page;
  let rows: Locator;

  const enter = async (type: string, value: string): Promise<void> => {
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await page.getByTestId(`tile-${type}`).getByTestId('manual-entry').click();
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
    await marked(type);
  };

  /** Once it is marked it is kept: the page may go. */
  const marked = (type: string): Promise<void> =>
    page.getByTestId(`tile-${type}`).locator('.pending-mark, .failed-mark').first().waitFor();

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    await post(visitor, dayTotal('steps', date, 8003));
    context = await openContext(browser);
    page = await signIn(context, visitor);
    await expectText(page.getByTestId('tile-steps-value'), '8,003');
    await keptOffline(page);
    rows = page.getByTestId('history-row');
  });

  afterAll(async () => {
    await browser.close();
  });

  it('shows offline what waits, and says that the rest cannot be had', async () => {
    await context.setOffline(true);
    await inState(page, 'Offline');
    await enter('steps', '9000');
    await page.goto(`/metric/steps/${date}`);
    await expectText(
      rows.first(),
      /^9,000.steps ?Entered ?waiting to sync.*Entered .*, \d{4}, .*On this device only.*Manual.*You$/,
    );
    expect(await rows.count()).toBe(1);
    await expectText(page.getByRole('alert'), /The server cannot be reached/);
    await page.getByText('What this browser last had from there: 8,003').waitFor();
    await expectText(page.getByTestId('as-of-value'), /^8,003/);
    await expectText(page.getByTestId('as-of-moment'), 'Now, on the server');
  });

  it('shows what waits of a day that the server has nothing of', async () => {
    await enter('body_mass', '74.2');
    await page.goto(`/metric/body_mass/${date}`);
    await expectText(rows.first(), /^74.2.kg.*waiting to sync/);
    await page.getByText('is on the server and cannot be read now').waitFor();
    expect(await page.getByTestId('as-of').count()).toBe(0);
  });

  it('becomes the history of the server once it is sent', async () => {
    await page.goto(`/metric/steps/${date}`);
    await rows.first().waitFor();
    await context.setOffline(false);
    await expectText(page.getByTestId('queue-pending'), '0');
    await expectText(rows.nth(1), /^8,003.*HealthKit/);
    await expectText(rows.first(), /^9,000.*Manual.*You$/);
    expect(await page.locator('[data-queued]').count()).toBe(0);
    await expectText(page.getByTestId('as-of-moment'), 'Now');
  });

  it('is asked for by itself once there is a server, also when nothing waits', async () => {
    await context.setOffline(true);
    await page.goto(`/metric/steps/${date}`);
    await expectText(page.getByRole('alert'), /The server cannot be reached/);
    await context.setOffline(false);
    await expectText(rows.nth(1), /^8,003.*HealthKit/);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('is asked for once more when it fails after the sync has come back, and not for ever', async () => {
    let isBack = false;
    let asked = 0;
    const failLate = async (route: Route): Promise<void> => {
      asked++;
      if (isBack) return route.fallback();
      await inState(page, 'In sync');
      isBack = true;
      await route.abort();
    };
    await page.route(REVISIONS, failLate);
    await page.goto(`/metric/steps/${date}`);
    await expectText(rows.nth(1), /^8,003.*HealthKit/);
    await page.unroute(REVISIONS);

    asked = 0;
    await page.route(REVISIONS, (route) => {
      asked++;
      return route.abort();
    });
    await page.goto(`/metric/steps/${date}`);
    await inState(page, 'In sync');
    await expectText(page.getByRole('alert'), /The server cannot be reached/);
    await page.waitForTimeout(LATE_MS);
    // When the page opens, when the day is read, when the sync is live.
    expect(asked).toBeLessThanOrEqual(3);
    await page.unroute(REVISIONS);
  });

  it('keeps what the server refused above it, with the reason', async () => {
    await enter('steps', '999999');
    await page.getByTestId('queue-failed').waitFor();
    await page.goto(`/metric/steps/${date}`);
    await expectText(rows.nth(2), /^8,003/);
    await expectText(rows.first(), /^999,999.*not accepted.*On this device only.*between 0 and 200,000/);
  });

  it('shows a value that is taken back as one that goes', async () => {
    await post(visitor, dayTotal('dietary_water', date, 250, { source: 'manual' }));
    await page.goto('/');
    await expectText(page.getByTestId('tile-dietary_water-value'), '250');
    await context.setOffline(true);
    await inState(page, 'Offline');
    await page.getByTestId('tile-dietary_water').getByRole('button', { name: 'Take back' }).click();
    await marked('dietary_water');
    await page.goto(`/metric/dietary_water/${date}`);
    await expectText(rows.first(), /^– ?Taken back ?waiting to sync.*On this device only/);
  });
});
