import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inState, openBrowser, openContext, signIn, today } from './support/browser.js';
import { expectText } from './support/expect-text.js';
import { DAYBOOK, dayTotal, newAuditor, newVisitor, post } from './support/daybook.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds that keeps people out, in words that lead to the place. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: AXE }).catch(() => page.evaluate(AXE));
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
    );
}

const VIEWS: readonly (readonly [string, string, string])[] = [
  ['today', '/', '.tile'],
  ['a metric', '/metric/steps', '.chart canvas'],
  ['sleep', '/metric/sleep_duration', '.chart canvas'],
  ['the history of a day', `/metric/steps/${today()}`, '.table-history'],
  ['all metrics', '/metric', '.names'],
  ['the sync panel', '/sync', '.standing'],
];

describe('every view', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    context = await openContext(browser, { bypassCSP: true });
    const visitor = await newVisitor(DAYBOOK.demoSubject);
    // The days of the demo are those of the machine, where this day may not have come yet.
    await post(visitor, dayTotal('steps', today(), 9400, { source: 'manual' }));
    page = await signIn(context, visitor);
  });

  afterAll(async () => {
    await browser.close();
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(VIEWS)('lets everybody in: %s', async (_, address, drawn) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(address);
      await page.locator(drawn).first().waitFor();
      await inState(page, 'In sync');
      expect(await seriousFindings(page)).toEqual([]);
    });
  });

  it('lets everybody in while a value is entered', async () => {
    await page.goto('/');
    await page.getByTestId('tile-steps').getByTestId('manual-entry').click();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('lets everybody out, in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('/sync');
    await page.getByTestId('sign-out').click();
    await page.getByRole('dialog').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Stay signed in');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Sign out');
    await page.goto('/sign-in?code=used');
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('lets everybody in for an auditor, and at the door', async () => {
    const auditor = await (await openContext(browser, { bypassCSP: true })).newPage();
    await auditor.goto('/');
    await auditor.getByRole('heading', { name: 'Open your daybook' }).waitFor();
    expect(await seriousFindings(auditor)).toEqual([]);
    await auditor.goto((await newAuditor()).link);
    await auditor.goto(`/audit/${DAYBOOK.demoSubject}`);
    await auditor.getByTestId('audit-row').first().waitFor();
    expect(await seriousFindings(auditor)).toEqual([]);
  });

  it('is reached with the keyboard: past the header at once, through the tiles in order', async () => {
    await page.goto('/');
    await page.locator('.tile').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    const reached: (string | null)[] = [];
    for (let i = 0; i < 8; i++) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(
          () =>
            document.activeElement?.closest('[data-testid^="tile-"]')?.getAttribute('data-testid') ?? null,
        ),
      );
    }
    // A tile has two stops, or three where its value can be taken back.
    const tiles = [...new Set(reached.filter((tile) => tile !== null))];
    expect(tiles.slice(0, 2)).toEqual(['tile-steps', 'tile-active_energy_burned']);
  });

  it('is worked with the keyboard alone: a value entered, a view opened, and the place never lost', async () => {
    await page.goto('/');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    const enter = page.getByTestId('tile-body_mass').getByTestId('manual-entry');
    await enter.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Enter Weight');
    await page.keyboard.press('Enter');
    await page.keyboard.type('74.2');
    await page.keyboard.press('Enter');
    await expectText(page.getByTestId('tile-body_mass-value'), '74.2');
    expect(await focused()).toBe('Enter Weight');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('.chart canvas').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Today');
  });

  it('shows where the keyboard is', async () => {
    await page.goto('/');
    await page.getByTestId('tile-steps').getByTestId('manual-entry').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement as Element).outlineStyle,
    );
    expect(outline).toBe('solid');
  });

  it('tells what is chosen, and stages of sleep apart, in the colours of the system', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto('/metric/sleep_duration');
    await page.locator('.chart canvas').waitFor();
    const backgrounds = (place: string): Promise<string[]> =>
      page.locator(place).evaluateAll((all) => all.map((each) => getComputedStyle(each).backgroundColor));
    expect(new Set(await backgrounds('.switch-choice > span')).size).toBe(2);
    expect(new Set(await backgrounds('.header-link')).size).toBe(2);
    const marks = await backgrounds('.legend-mark');
    expect(marks.length).toBeGreaterThanOrEqual(4);
    expect(new Set(marks).size).toBe(marks.length);
    const drawn = await page.locator('.chart canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      const counts = new Map<string, number>();
      for (let i = 0; i < data.length; i += 4) {
        const colour = `rgb(${data[i] ?? 0}, ${data[i + 1] ?? 0}, ${data[i + 2] ?? 0})`;
        counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      return [...counts].filter(([, count]) => count > 200).map(([colour]) => colour);
    });
    for (const mark of marks) expect(drawn).toContain(mark);
    await page.emulateMedia({ forcedColors: 'none' });
  });

  it('fits a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    const tooWide: string[] = [];
    const audit = ['the log', `/audit/${DAYBOOK.demoSubject}`, '[data-testid="audit-row"]'] as const;
    for (const [name, address, drawn] of [...VIEWS, audit]) {
      await page.goto(address);
      await page.locator(drawn).first().waitFor();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) tooWide.push(`${name}: ${over} px`);
    }
    expect(tooWide).toEqual([]);
  });
});
