import type { Browser, Page } from 'playwright-core';
import { addDays } from '@daybook/domain';
import { openBrowser, openContext, signIn, today } from './support/browser.js';
import { DAYBOOK, dayTotal, mutationId, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

const COLOUR = { hex: '#c0392b', rgb: 'rgb(192, 57, 43)' };

describe('a metric that the subject defined', () => {
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    visitor = await newVisitor();
    const { status } = await fetch(`${DAYBOOK.url}/api/metric-types`, {
      method: 'POST',
      headers: { authorization: `Bearer ${visitor.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ id: mutationId(), code: 'x_mood', name: 'Mood', unit: '{score}', kind: 'discrete' },
        colour: COLOUR.hex,
      }),
    });
    expect(status).toBe(201);
    await post(visitor, dayTotal('x_mood', today(), 8), dayTotal('x_mood', addDays(today(), -1), 7.25));
    page = await signIn(await openContext(browser), visitor);
  });

  afterAll(async () => {
    await browser.close();
  });

  it('shows the decimals that were written, and no others', async () => {
    await expectText(page.getByTestId('tile-x_mood-value'), '8');
    await page.goto('/metric/x_mood');
    await expectText(page.locator('.panel-table tbody tr').nth(0).locator('td').first(), '8');
    await expectText(page.locator('.panel-table tbody tr').nth(1).locator('td').first(), '7.25');
  });

  it.each([
    ['its tile', '/', '[data-testid="tile-x_mood"]'],
    ['its page', '/metric/x_mood', '[data-family]'],
    ['its history', `/metric/x_mood/${today()}`, '[data-family]'],
  ])('has its own colour on %s', async (_, address, place) => {
    await page.goto(address);
    const colour = await page
      .locator(place)
      .first()
      .evaluate((view) => {
        const probe = view.appendChild(document.createElement('i'));
        probe.style.color = 'var(--hue)';
        return getComputedStyle(probe).color;
      });
    expect(colour).toBe(COLOUR.rgb);
  });

  it('has no range, so that nothing is said of a large value', async () => {
    await page.goto('/');
    const tile = page.getByTestId('tile-x_mood');
    await tile.getByTestId('manual-entry').click();
    await page.keyboard.type('1000000');
    expect(await tile.getByRole('spinbutton').getAttribute('aria-invalid')).toBe('false');
    await page.keyboard.press('Enter');
    await expectText(page.getByTestId('tile-x_mood-value'), '1,000,000');
    await expectText(page.getByTestId('queue-pending'), '0');
    expect(await page.getByTestId('queue-failed').count()).toBe(0);
  });
});
