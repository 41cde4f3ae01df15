import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, openContext, signIn, today } from './support/browser.js';
import { dayTotal, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

describe('a browser that has no room left', () => {
  let browser: Browser;
  let context: BrowserContext;
  let visitor: Visitor;
  let page: Page;
  const faults: string[] = [];

  /** What a browser does when its disk is full: writing fails, reading does not. */
  const fillUp = (): Promise<void> =>
    page.evaluate(() => {
      const usual = Object.getOwnPropertyDescriptors(IDBObjectStore.prototype);
      const full = (): never => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      Object.assign(IDBObjectStore.prototype, { add: full, put: full });
      const room = (): void => {
        Object.defineProperties(IDBObjectStore.prototype, usual);
      };
      addEventListener('room', room, { once: true });
    });

  const enter = async (value: string): Promise<void> => {
    await page.getByTestId('tile-steps').getByTestId('manual-entry').click();
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  };

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    await post(
      visitor,
      dayTotal('steps', today(), 8003),
      dayTotal('body_mass', today(), 74, { source: 'manual' }),
    );
    context = await openContext(browser);
    page = await signIn(context, visitor);
    await expectText(page.getByTestId('tile-steps-value'), '8,003');
    page.on('pageerror', ({ message }) => faults.push(message));
    await fillUp();
  });

  afterAll(async () => {
    await browser.close();
  });

  it('says that an entry was not kept, which one, and what helps', async () => {
    await enter('9000');
    await expectText(
      page.getByTestId('not-kept'),
      /^Steps on .*: 9,000.steps. This was not kept: the browser has no room left. Free some space, then enter it again/,
    );
    await expectText(page.getByTestId('tile-steps-value'), '8,003');
  });

  it('says the same of a value that was to be taken back', async () => {
    await page.getByTestId('tile-body_mass').getByRole('button', { name: 'Take back' }).click();
    await expectText(
      page.getByTestId('not-kept'),
      /^Weight on .*: take the manual value back. This was not kept/,
    );
    await expectText(page.getByTestId('tile-body_mass-value'), '74.0');
  });

  it('keeps an entry once there is room, and says on what is still kept nowhere', async () => {
    await page.evaluate(() => dispatchEvent(new Event('room')));
    await enter('9100');
    await expectText(page.getByTestId('tile-steps-value'), '9,100');
    await expectText(page.getByTestId('not-kept'), /^Weight on /);
  });

  it('says no more of it once that is kept, too', async () => {
    await page.getByTestId('tile-body_mass').getByRole('button', { name: 'Take back' }).click();
    await page.getByTestId('not-kept').waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });
});

describe('a browser that keeps nothing for a page', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  it.each([
    [
      'has no IndexedDB',
      () => {
        Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
      },
    ],
    [
      'refuses to open one',
      () => {
        IDBFactory.prototype.open = () => {
          throw new DOMException('not allowed here', 'InvalidStateError');
        };
      },
    ],
  ])('because it %s says so, and where the diary opens', async (_, bar) => {
    const context = await openContext(browser);
    await context.addInitScript(bar);
    const page = await context.newPage();
    const { link } = await newVisitor();
    await page.goto(link);
    await expectText(page.getByRole('heading'), 'This browser keeps nothing for Daybook');
    const words = await page.getByRole('alert').innerText();
    expect(words).toMatch(/private window/);
    expect(words).not.toMatch(/is kept in this browser/);
  });

  it('and does not even answer, is told that the page failed, and of nothing that it kept', async () => {
    const context = await openContext(browser);
    await context.addInitScript(() => {
      let isFirst = true;
      IDBFactory.prototype.open = () => {
        if (!isFirst) return {} as IDBOpenDBRequest;
        isFirst = false;
        throw new DOMException('not allowed here', 'InvalidStateError');
      };
    });
    const page = await context.newPage();
    const { link } = await newVisitor();
    await page.goto(link);
    await expectText(page.getByRole('heading'), 'This page has failed');
    expect(await page.getByRole('alert').innerText()).not.toMatch(/is kept in this browser/);
  });
});
