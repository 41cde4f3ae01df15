import { existsSync, writeFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { addDays } from '@daybook/domain';
import { inState, openBrowser, openContext, signIn, today } from './support/browser.js';
import { DAYBOOK, dayTotal, newAuditor, newVisitor, post } from './support/daybook.js';

/** Where the README's pictures are. They are taken anew with DAYBOOK_PICTURES=1, or every run would change the tree. */
const FOLDER = 'docs/images';
const TAKES_PICTURES = process.env['DAYBOOK_PICTURES'] === '1';

/** A blank page of this size makes some 5 kB. */
const DRAWN_MIN_BYTES = 20_000;

const VIEWS: readonly (readonly [string, string, string])[] = [
  ['today', '/', '.tile'],
  ['metric', '/metric/steps', '.chart canvas'],
  ['heart-rate', '/metric/heart_rate?days=90', '.chart canvas'],
  ['sleep', '/metric/sleep_duration', '.chart canvas'],
  ['history', `/metric/steps/${addDays(today(), -1)}`, '.table-history'],
  ['sync', '/sync', '.facts'],
];

describe('the pictures of the main views', () => {
  let browser: Browser;
  let subject: BrowserContext;
  let page: Page;
  const faults: string[] = [];

  /** Whatever the browser complains of while a view is drawn is a fault of the page. */
  const watch = (watched: Page): void => {
    watched.on('pageerror', (error) => faults.push(error.message));
    watched.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
  };

  const picture = async (of: Page, name: string): Promise<void> => {
    const image = await of.screenshot({ animations: 'disabled' });
    expect(image.length).toBeGreaterThan(DRAWN_MIN_BYTES);
    if (TAKES_PICTURES) writeFileSync(`${FOLDER}/${name}.png`, image);
    expect(existsSync(`${FOLDER}/${name}.png`)).toBe(true);
  };

  beforeAll(async () => {
    browser = await openBrowser();
    const visitor = await newVisitor(DAYBOOK.demoSubject);
    // Where an auditor sees one subject only, the page has to ask what the browser then reports as refused.
    await newVisitor();
    await post(visitor, dayTotal('steps', today(), 9400, { source: 'manual' }));
    subject = await openContext(browser);
    page = await signIn(subject, visitor);
    watch(page);
  });

  afterAll(async () => {
    await browser.close();
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(VIEWS)('show %s', async (name, address, drawn) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(address);
      await page.locator(drawn).first().waitFor();
      await inState(page, 'In sync');
      await page.waitForTimeout(400);
      await picture(page, `${name}-${colorScheme}`);
    });

    it('show what an auditor sees', async () => {
      const context = await openContext(browser, { colorScheme });
      const auditor = await context.newPage();
      watch(auditor);
      await auditor.goto((await newAuditor()).link);
      await auditor.goto(`/audit/${DAYBOOK.demoSubject}`);
      await auditor.getByTestId('chain-state').filter({ hasText: 'The chain holds' }).waitFor();
      await picture(auditor, `audit-${colorScheme}`);
      await context.close();
    });

    it('show today on a phone', async () => {
      const phone = await subject.newPage();
      await phone.setViewportSize({ width: 390, height: 844 });
      await phone.emulateMedia({ colorScheme });
      await phone.goto('/');
      await phone.locator('.tile').first().waitFor();
      await inState(phone, 'In sync');
      await phone.waitForTimeout(400);
      await picture(phone, `phone-${colorScheme}`);
      await phone.close();
    });
  });

  it('were drawn without a fault', () => {
    expect(faults).toEqual([]);
  });
});
