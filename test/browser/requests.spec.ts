import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { inState, keptOffline, openBrowser, openContext, today } from './support/browser.js';
import { DAYBOOK, dayTotal, mutationId, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

/** A second request would come with the first word of the sync, and that within some hundred ms. */
const LATE_MS = 1500;

const CATALOGUE = '/api/metric-types';

describe('what the page asks the server for', () => {
  let browser: Browser;
  let context: BrowserContext;
  let visitor: Visitor;
  let page: Page;
  let asked: string[];

  /** What every load asks: whose session it is, the catalogue, whether the copy is level, and the changes from there. */
  const everyLoad = [
    '/api/changes/stream?cursor',
    CATALOGUE,
    '/api/subjects?limit',
    '/api/subjects/:id/sync/status?cursor',
    '/api/sync/status',
  ];

  /** Opens an address, and tells every request of the API until nothing more can come. */
  const requestsOf = async (address: string): Promise<string[]> => {
    asked = [];
    await page.goto(address);
    await inState(page, 'In sync');
    await expectText(page.getByTestId('queue-pending'), '0');
    await page.waitForTimeout(LATE_MS);
    return [...asked].sort();
  };

  /** The subject defines a metric of their own, as an app does. */
  const define = async (code: string, name: string): Promise<void> => {
    const { status } = await fetch(`${DAYBOOK.url}${CATALOGUE}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${visitor.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: mutationId(), code, name, unit: '{score}', kind: 'discrete' }),
    });
    expect(status).toBe(201);
  };

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    await define('x_mood', 'Mood');
    await post(visitor, dayTotal('steps', today(), 8003), dayTotal('x_mood', today(), 7));
    context = await openContext(browser);
    page = await context.newPage();
    context.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (!pathname.startsWith('/api/')) return;
      const [first] = searchParams.keys();
      const path = pathname.replace(visitor.subject, ':id');
      asked.push(first === undefined ? path : `${path}?${first}`);
    });
  });

  afterAll(async () => {
    await browser.close();
  });

  it('on the first visit is the copy as well, and nothing twice', async () => {
    expect(await requestsOf(visitor.link)).toEqual(
      [
        ...everyLoad,
        '/api/changes?cursor',
        '/api/snapshot?entities',
        // Before there is a cursor; with it the copy is compared once it is there.
        '/api/subjects/:id/sync/status',
      ].sort(),
    );
  });

  it('on every later visit is nothing twice', async () => {
    expect(await requestsOf('/')).toEqual([...everyLoad].sort());
    expect(await requestsOf('/metric/steps')).toEqual([...everyLoad].sort());
  });

  it('on a direct load of the sync view is what its panels show as well, and once', async () => {
    await requestsOf('/');
    await requestsOf('/sync');
    // That the copy has become level is told every two seconds.
    await page.waitForTimeout(2000);
    const ofPanels = ['/api/devices', '/api/subjects/:id/sync/status'];
    expect(asked.sort()).toEqual([...everyLoad, ...ofPanels].sort());
  });

  it('is the same and once where the copy is behind, beside the changes that it lacks', async () => {
    await page.goto('about:blank');
    await post(visitor, dayTotal('steps', today(), 9100));
    await requestsOf('/sync');
    await page.waitForTimeout(2000);
    const ofPanels = asked.filter((path) => path === '/api/devices' || path.endsWith('/sync/status'));
    expect(ofPanels.sort()).toEqual(['/api/devices', '/api/subjects/:id/sync/status', '/api/sync/status']);
  });

  it('is what the panels of the sync view show once there is a server, when there was none', async () => {
    await keptOffline(page);
    await context.setOffline(true);
    await page.goto('/sync');
    await inState(page, 'Offline');
    await page.getByText('The server cannot be reached.').nth(1).waitFor();
    expect(await page.getByTestId('device').count()).toBe(0);
    await context.setOffline(false);
    await page.getByTestId('device').first().waitFor();
    await page.locator('.facts').getByText('HealthKit').waitFor();
  });

  it('is not the catalogue when a metric is defined: that comes with the sync', async () => {
    await requestsOf('/');
    asked = [];
    await define('x_calm', 'Calm hours');
    await post(visitor, dayTotal('x_calm', today(), 3));
    await expectText(page.getByTestId('tile-x_calm').getByRole('heading'), 'Calm hours');
    await page.waitForTimeout(LATE_MS);
    expect(asked).toEqual([]);
  });

  it('is the catalogue once more when the server was away, for it may know new metrics then', async () => {
    await requestsOf('/');
    asked = [];
    await context.setOffline(true);
    await inState(page, 'Offline');
    await context.setOffline(false);
    await inState(page, 'In sync');
    await page.waitForTimeout(LATE_MS);
    expect(asked.filter((path) => path === CATALOGUE)).toEqual([CATALOGUE]);
  });

  it.each([
    ['before the sync is live', 0],
    ['afterwards', LATE_MS],
  ])('is the catalogue again when it did not come, said %s', async (_, afterMs) => {
    const fail = async (route: Route): Promise<void> => {
      await page.waitForTimeout(afterMs);
      await route.abort();
    };
    await page.route(`**${CATALOGUE}`, fail, { times: 1 });
    await page.evaluate(() => {
      localStorage.removeItem('daybook.metric-types.1');
    });
    await page.goto('/');
    await expectText(page.getByTestId('tile-x_calm').getByRole('heading'), 'Calm hours');
  });

  it('is the catalogue every three seconds while it does not come, however often the network comes and goes', async () => {
    await page.route(`**${CATALOGUE}`, (route) => route.abort());
    await requestsOf('/');
    for (let times = 0; times < 4; times++) {
      await context.setOffline(true);
      await inState(page, 'Offline');
      await context.setOffline(false);
      await inState(page, 'In sync');
    }
    await page.waitForTimeout(LATE_MS);
    asked = [];
    await page.waitForTimeout(7_000);
    expect(asked.filter((path) => path === CATALOGUE).length).toBeLessThanOrEqual(3);
    await page.unroute(`**${CATALOGUE}`);
  });
});
