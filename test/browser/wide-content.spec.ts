import type { Browser, Page } from 'playwright-core';
import { addDays } from '@daybook/domain';
import { openBrowser, openContext, signIn, today } from './support/browser.js';
import { DAYBOOK, dayTotal, mutationId, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

const NAME = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen, am Morgen gezählt';
const UNIT = 'Abzeichen pro Quadratmeter';
const PHONE = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true };

async function defineMetric({ token }: Visitor): Promise<void> {
  const { status } = await fetch(`${DAYBOOK.url}/api/metric-types`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: mutationId(), code: 'x_badges', name: NAME, unit: UNIT, kind: 'cumulative' }),
  });
  if (status !== 201) throw new Error(`the metric was answered ${status}`);
}

describe('the longest names and largest numbers', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    const visitor = await newVisitor();
    await defineMetric(visitor);
    await post(visitor, dayTotal('x_badges', today(), 1_234_567_890.12), dayTotal('steps', today(), 66_667));
    const lastYear = addDays(today(), -360);
    await post(
      visitor,
      dayTotal('steps', lastYear, 8003),
      dayTotal('steps', lastYear, 12_345, { source: 'manual' }),
    );
    page = await signIn(await openContext(browser, PHONE), visitor);
  });

  afterAll(async () => {
    await browser.close();
  });

  it.each([
    ['today', '/', '[data-testid="tile-x_badges"]'],
    ['the metric', '/metric/x_badges', '.chart canvas'],
    ['its history', `/metric/x_badges/${today()}`, '.table-history'],
    ['all metrics', '/metric', '.names-value'],
  ])('stay on the narrowest phone: %s', async (_, address, drawn) => {
    await page.goto(address);
    await page.locator(drawn).first().waitFor();
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((each) => !each.closest('.table-frame, .unseen') && each.getClientRects().length > 0)
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => `${each.tagName} ${each.className} ${each.textContent}`),
    );
    expect(outside).toEqual([]);
  });

  it('do not push each other away: a usual number keeps its unit in sight', async () => {
    await page.goto('/');
    await expectText(page.getByTestId('tile-x_badges-value'), '1,234,567,890.12');
    const unit = page.getByTestId('tile-steps').getByText('steps', { exact: true });
    expect(await unit.evaluate((place) => place.scrollWidth <= place.clientWidth)).toBe(true);
  });

  it('break between number and unit, and leave buttons together', async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    await page.goto('/metric/steps');
    const figure = page.locator('.figures dd').last();
    await expectText(figure, '66,667 steps');
    expect(await figure.evaluate((place) => place.textContent.includes('\u00a0'))).toBe(false);
    const actions = await page.locator('.view-actions .button').all();
    const tops = await Promise.all(actions.map(async (button) => (await button.boundingBox())?.y));
    expect(new Set(tops).size).toBe(1);
  });

  it('leave a day of last year room to say in one line what it overrode', async () => {
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.goto('/metric/steps?days=365');
    const words = page.locator('.mark-overrode');
    await expectText(words, 'overrode HealthKit 8,003');
    const lines = await words.evaluate((place) => {
      const { height } = place.getBoundingClientRect();
      return height / parseFloat(getComputedStyle(place).lineHeight);
    });
    expect(Math.round(lines)).toBe(1);
  });
});
