import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inState, openBrowser, openContext, today } from './support/browser.js';
import { DAYBOOK, dayTotal, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';
import type { WatchedClient } from './support/watch-clients.js';

const VIEWS = ['/', '/metric', '/metric/steps', `/metric/steps/${today()}`, '/sync'];

/** What a browser says of a request that met no network; everything else that it complains of is a fault. */
const NO_NETWORK = /net::ERR_(?:INTERNET_DISCONNECTED|FAILED|ABORTED)/;

describe('under StrictMode, which mounts everything twice,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-vite-'));
  let server: ChildProcess;
  let url: string;
  let browser: Browser;
  let visitor: Visitor;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  const openPage = async (address: string): Promise<Page> => {
    const opened = await context.newPage();
    opened.on('pageerror', (error) => faults.push(error.message));
    opened.on('console', (message) => {
      const isFault = message.type() === 'error' || message.type() === 'warning';
      if (isFault && !NO_NETWORK.test(message.text())) faults.push(message.text());
    });
    await opened.goto(address);
    return opened;
  };

  const clientsOf = (of: Page): Promise<WatchedClient[]> =>
    of.evaluate(() => [
      ...(globalThis as unknown as { clients: Map<unknown, WatchedClient> }).clients.values(),
    ]);

  /** Which locks are held or waited for in the whole browser: a client asks for one to lead. */
  const locks = () =>
    page.evaluate(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      return { held: held.length, pending: pending.length };
    });

  /** The writes that the server has of a day's steps, oldest first. */
  const written = async (): Promise<(number | null)[]> => {
    const path = `/api/subjects/${visitor.subject}/audit/revisions?type=steps&date=${today()}`;
    const headers = { authorization: `Bearer ${visitor.token}` };
    const { items } = (await (await fetch(`${DAYBOOK.url}${path}`, { headers })).json()) as {
      items: { value: number | null }[];
    };
    return items.map(({ value }) => value);
  };

  /** Goes to a view as a reader does, without loading the page anew. */
  const goTo = async (address: string): Promise<void> => {
    await page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, address);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };

  /** How often the newest client is listened to, once that has stayed the same while the page had nothing to do. */
  const settledListeners = async (): Promise<number | undefined> => {
    let before: number | undefined;
    for (let same = 0; same < 5;) {
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      await page.waitForTimeout(100);
      const now = (await clientsOf(page)).at(-1)?.listeners;
      same = now === before ? same + 1 : 0;
      before = now;
    }
    return before;
  };

  const listenersByView = async (): Promise<Record<string, number | undefined>> => {
    const counts: Record<string, number | undefined> = {};
    for (const address of VIEWS) {
      await goTo(address);
      counts[address] = await settledListeners();
    }
    return counts;
  };

  const enterSteps = async (value: string): Promise<void> => {
    await page.getByTestId('tile-steps').getByTestId('manual-entry').click();
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  };

  beforeAll(async () => {
    server = spawn(process.execPath, ['test/browser/support/development-page.mjs', DAYBOOK.url, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(
      createInterface({ input: server.stdout as NodeJS.ReadableStream }),
      'line',
    )) as [string];
    url = line.trim();
    browser = await openBrowser();
    visitor = await newVisitor();
    await post(visitor, dayTotal('steps', today(), 8003));
    context = await openContext(browser, { baseURL: url });
    page = await openPage(new URL(new URL(visitor.link).search, new URL('/sign-in', url)).href);
    await inState(page, 'In sync');
  });

  afterAll(async () => {
    await browser.close();
    server.kill();
    await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });

  describe('the page', () => {
    it('opens two clients, closes the first, and never asks it for anything', async () => {
      const [first, second, ...more] = await clientsOf(page);
      expect(first).toEqual({ isClosed: true, listeners: 0, late: [] });
      expect(second).toMatchObject({ isClosed: false, late: [] });
      expect(more).toEqual([]);
    });

    it('has one leader, and another tab takes the lead over when that closes', async () => {
      expect(await locks()).toEqual({ held: 1, pending: 0 });
      const leader = page;
      page = await openPage('/');
      await inState(page, 'In sync');
      expect((await locks()).held).toBe(1);
      await leader.close();
      await post(visitor, dayTotal('steps', today(), 8400));
      await expectText(page.getByTestId('tile-steps-value'), '8,400');
      await page.waitForFunction(async () => ((await navigator.locks.query()).pending ?? []).length === 0);
      expect(await locks()).toEqual({ held: 1, pending: 0 });
    });

    it('listens on every view as often as without StrictMode, however often it is opened', async () => {
      const first = await listenersByView();
      expect(await listenersByView()).toEqual(first);
      await page.goto('/?plain');
      await inState(page, 'In sync');
      // Otherwise both were measured under the same conditions.
      expect(await clientsOf(page)).toHaveLength(1);
      expect(await listenersByView()).toEqual(first);
      expect(Object.values(first).every((count) => (count ?? 0) > 3)).toBe(true);
      await page.goto('/');
      await inState(page, 'In sync');
      expect(await clientsOf(page)).toHaveLength(2);
    });

    it('shows what is written elsewhere, and sends what is written here once', async () => {
      await post(visitor, dayTotal('steps', today(), 8500));
      await expectText(page.getByTestId('tile-steps-value'), '8,500');
      await enterSteps('9000');
      await expectText(page.getByTestId('tile-steps-value'), '9,000');
      await expectText(page.getByTestId('queue-pending'), '0');
      expect(await written()).toEqual([8003, 8400, 8500, 9000]);
    });

    it('keeps what is written offline through every view, and sends it once', async () => {
      await listenersByView();
      await goTo('/');
      await context.setOffline(true);
      await inState(page, 'Offline');
      await enterSteps('9100');
      await expectText(page.getByTestId('tile-steps-value'), '9,100');
      for (const address of [...VIEWS, '/']) {
        await goTo(address);
        await expectText(page.getByTestId('queue-pending'), '1');
      }
      await expectText(page.getByTestId('tile-steps-value'), '9,100');
      expect(await written()).toEqual([8003, 8400, 8500, 9000]);
      await context.setOffline(false);
      await expectText(page.getByTestId('queue-pending'), '0');
      expect(await written()).toEqual([8003, 8400, 8500, 9000, 9100]);
      await page.reload();
      await expectText(page.getByTestId('tile-steps-value'), '9,100');
    });
  });

  describe('the hooks', () => {
    const shown = (hook: string) => page.getByTestId(hook);

    beforeAll(async () => {
      await page.close();
      await post(visitor, dayTotal('steps', today(), 9100, { source: 'manual' }));
      page = await openPage(`/hooks?subject=${visitor.subject}&date=${today()}`);
    });

    it('show the day, the metric, the queue and the status', async () => {
      await expectText(shown('status'), 'live');
      await expectText(shown('day'), '9100');
      await expectText(shown('metric'), '9100');
      await expectText(shown('queue'), '0');
    });

    it('subscribe once each, and to nobody once they are gone', async () => {
      const standing = async () =>
        (await clientsOf(page)).map(({ isClosed, listeners }) => [isClosed, listeners]);
      const onlySecond = (listeners: number) => [
        [true, 0],
        [false, listeners],
      ];
      expect(await standing()).toEqual(onlySecond(4));
      for (let i = 0; i < 3; i++) {
        await page.getByRole('button', { name: 'Hide' }).click();
        expect(await standing()).toEqual(onlySecond(0));
        await page.getByRole('button', { name: 'Show' }).click();
        await expectText(shown('day'), '9100');
        expect(await standing()).toEqual(onlySecond(4));
      }
      expect(await locks()).toEqual({ held: 1, pending: 0 });
    });

    it('show what is written offline, also after they were gone, and it is sent once', async () => {
      await context.setOffline(true);
      await expectText(shown('status'), 'offline');
      await page.getByRole('button', { name: 'Write 9000' }).click();
      await expectText(shown('day'), '9000');
      await page.getByRole('button', { name: 'Hide' }).click();
      await page.getByRole('button', { name: 'Show' }).click();
      await expectText(shown('day'), '9000');
      await expectText(shown('metric'), '9000');
      await expectText(shown('queue'), '1');
      await context.setOffline(false);
      await expectText(shown('queue'), '0');
      await expectText(shown('status'), 'live');
      expect((await written()).slice(-2)).toEqual([9100, 9000]);
    });

    it('show what is written elsewhere', async () => {
      await post(visitor, dayTotal('steps', today(), 7000, { source: 'manual' }));
      await expectText(shown('day'), '7000');
      await expectText(shown('metric'), '7000');
    });
  });

  it('the browser complains of nothing', () => {
    expect(faults).toEqual([]);
  });
});
