import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext, signIn } from './support/browser.js';
import { newVisitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

describe('a mutation that fails', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await signIn(await openContext(browser), await newVisitor());
  });

  afterAll(async () => {
    await browser.close();
  });

  const enter = async (tile: string, value: string): Promise<void> => {
    await page.getByTestId(tile).getByTestId('manual-entry').click();
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  };

  it('is shown on every view, with the reason in words', async () => {
    await enter('tile-steps', '999999');
    await expectText(page.getByTestId('queue-failed'), /not saved.*Steps on .*999,999.*between 0 and 200/i);
    await expectText(page.getByTestId('queue-pending'), '0');
    await page.getByRole('link', { name: 'Metrics', exact: true }).click();
    await expectText(page.getByTestId('queue-failed'), /between 0 and 200/i);
  });

  it('names what was refused beside the newer value that is saved', async () => {
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    const tile = page.getByTestId('tile-steps');
    await expectText(tile.locator('.failed-mark'), 'Not saved: 999,999');
    await enter('tile-steps', '4800');
    await tile.getByTestId('pending-mark').waitFor({ state: 'detached' });
    await expectText(page.getByTestId('tile-steps-value'), '4,800');
    await expectText(tile.locator('.failed-mark'), 'Not saved: 999,999');
  });

  it('holds nothing up behind it', async () => {
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await enter('tile-body_mass', '72.4');
    await expectText(page.getByTestId('tile-body_mass-value'), '72.4');
    await page.getByTestId('tile-body_mass').getByTestId('pending-mark').waitFor({ state: 'detached' });
  });

  it('fails again when it is retried and nothing has changed, and goes when it is discarded', async () => {
    await page.getByRole('link', { name: 'Review' }).click();
    await page.getByTestId('queue-retry').click();
    await expectText(page.getByTestId('queue-failed'), /The server refused it: .*between 0 and 200/i);
    expect(await page.getByTestId('queue-retry').getAttribute('class')).not.toContain('strong');
    await page.getByText('Nothing else is on its way: what failed waits for your decision.').waitFor();
    await page.getByTestId('queue-discard').click();
    await page.getByRole('dialog').getByText('It is nowhere but in this browser').waitFor();
    await page.keyboard.press('Escape');
    await expectText(page.getByTestId('queue-failed'), /1 failed/);
    await page.getByTestId('queue-discard').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByTestId('queue-failed').waitFor({ state: 'detached' });
    await page.getByText('Everything that was entered here is on the server.').first().waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await expectText(page.getByTestId('tile-steps-value'), '4,800');
    expect(await page.locator('.failed-mark').count()).toBe(0);
  });

  it('is saved by a retry once the server takes it', async () => {
    // A server with a fault refuses what it should take; then the fault is mended.
    await page.route('**/api/measurements/batch*', async (route) => {
      const { items } = route.request().postDataJSON() as { items: readonly { id: string }[] };
      const answer = await route.fetch({
        method: 'GET',
        url: new URL('/api/sync/status', route.request().url()).href,
      });
      const { cursor, seq } = (await answer.json()) as { cursor: string; seq: number };
      const refused = items.map(({ id }, index) => ({
        ...{ index, id, status: 'rejected', code: 'invalid_value', retryable: false },
        ...{ detail: 'this server has a bad day', pointer: `/items/${index}/value` },
      }));
      await route.fulfill({ status: 207, json: { counts: {}, items: refused, cursor, seq } });
    });
    await enter('tile-steps', '7000');
    await expectText(page.getByTestId('queue-failed'), /This server has a bad day/);
    await page.unroute('**/api/measurements/batch*');
    await page.getByTestId('queue-retry').press('Enter');
    await page.getByTestId('queue-failed').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await expectText(page.getByTestId('tile-steps-value'), '7,000');
    await page.getByTestId('tile-steps').getByTestId('pending-mark').waitFor({ state: 'detached' });
    await page.reload();
    await expectText(page.getByTestId('tile-steps-value'), '7,000');
  });
});
