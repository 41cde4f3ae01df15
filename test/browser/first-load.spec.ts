import { gunzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inState, keptOffline, openBrowser, openContext, today } from './support/browser.js';
import { DAYBOOK, dayTotal, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

/** What the page may weigh when it is opened for the first time, everything gzipped. */
const FIRST_LOAD_MAX_BYTES = 150_000;

/** The bytes of a file as they go over the wire to whoever accepts gzip. */
async function weigh(path: string): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request(new URL(path, DAYBOOK.url), { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        if (response.headers['content-encoding'] === 'gzip') gunzipSync(body);
        resolve(body.length);
      });
    })
      .on('error', reject)
      .end();
  });
}

/** Keeps how far anything moved that was shown already. */
function sumShifts(): void {
  const shifts = { sum: 0 };
  Object.assign(globalThis, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      shifts.sum += (entry as PerformanceEntry & { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
}

function shiftSum(): number {
  return (globalThis as unknown as { shifts: { sum: number } }).shifts.sum;
}

describe('the first load', () => {
  let browser: Browser;
  let context: BrowserContext;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    await post(visitor, dayTotal('steps', today(), 8003));
    context = await openContext(browser);
  });

  afterAll(async () => {
    await browser.close();
  });

  it(`weighs less than ${FIRST_LOAD_MAX_BYTES / 1000} kB`, async () => {
    // Without a worker, which fetches the rest of the page behind the reader's back.
    const plain = await openContext(browser, { serviceWorkers: 'block' });
    const first = await plain.newPage();
    const paths = new Set<string>();
    first.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (!/^\/(?:api|sign-in)/.test(pathname)) paths.add(pathname);
    });
    await first.goto((await newVisitor(visitor.subject)).link);
    await expectText(first.getByTestId('tile-steps-value'), '8,003');
    const weights = await Promise.all([...paths].map((path) => weigh(path)));
    expect(paths.size).toBeGreaterThan(3);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(FIRST_LOAD_MAX_BYTES);
  });

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('shows the frame before its script is there, in %s, %d px wide', async (colorScheme, width) => {
    const slow = await openContext(browser, {
      serviceWorkers: 'block',
      colorScheme,
      viewport: { width, height: 844 },
    });
    const first = await slow.newPage();
    const faults: string[] = [];
    first.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await first.route('**/assets/*.js', async (route) => {
      await arrived;
      await route.continue();
    });
    await first.addInitScript(sumShifts);
    await first.goto((await newVisitor(visitor.subject)).link, { waitUntil: 'commit' });
    await expectText(first.getByRole('status'), 'Loading…');
    // Parsed is not shown: that waits for the styles.
    await first.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    const place = await first.locator('.wordmark').boundingBox();
    const paper = await first.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(paper).toBe(colorScheme === 'dark' ? 'rgb(16, 18, 20)' : 'rgb(246, 245, 242)');
    arrive();
    await inState(first, 'In sync');
    await expectText(first.getByTestId('tile-steps-value'), '8,003');
    expect(await first.locator('.wordmark').boundingBox()).toEqual(place);
    expect(await first.evaluate(shiftSum)).toBeLessThan(0.01);
    expect(faults).toEqual([]);
    await slow.close();
  });

  it('moves nothing once something is shown', async () => {
    page = await context.newPage();
    await page.addInitScript(sumShifts);
    await page.goto(visitor.link);
    await inState(page, 'In sync');
    await expectText(page.getByTestId('tile-steps-value'), '8,003');
    for (const address of ['/', '/metric/steps', '/sync', '/metric']) {
      await page.goto(address);
      await inState(page, 'In sync');
      await page.waitForTimeout(500);
      const sum = await page.evaluate(shiftSum);
      expect({ address, isCalm: sum < 0.01, sum }).toMatchObject({ isCalm: true });
    }
  });

  it('leaves a page that can be installed and opens without a network', async () => {
    await keptOffline(page);
    const manifest = (await (await fetch(`${DAYBOOK.url}/manifest.webmanifest`)).json()) as {
      icons: { src: string }[];
    };
    for (const { src } of manifest.icons) expect((await fetch(`${DAYBOOK.url}${src}`)).status).toBe(200);
    await context.setOffline(true);
    for (const address of ['/', '/metric/steps', '/sync', '/metric']) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await inState(page, 'Offline');
    }
    await page.goto('/');
    await expectText(page.getByTestId('tile-steps-value'), '8,003');
    await context.setOffline(false);
    await inState(page, 'In sync');
  });

  it('keeps no answer of the API in a cache', async () => {
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.filter((path) => path.startsWith('/api') || path.startsWith('/sign-in'))).toEqual([]);
  });
});
