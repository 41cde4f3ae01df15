import type { Browser, Locator, Page } from 'playwright-core';
import { addDays } from '@daybook/domain';
import { openBrowser, openContext, signIn, today } from './support/browser.js';
import { DAYBOOK, dayTotal, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

describe('a value that is typed', () => {
  let browser: Browser;
  let page: Page;

  const openIn = async (locale: string): Promise<Visitor> => {
    await page.context().close();
    const visitor = await newVisitor();
    page = await signIn(await openContext(browser, { locale }), visitor);
    return visitor;
  };

  /** Types into the tile's field as fingers do, and leaves it open. */
  const type = async (metric: string, text: string): Promise<Locator> => {
    const tile = page.getByTestId(`tile-${metric}`);
    if ((await tile.getByRole('spinbutton').count()) === 0) await tile.getByTestId('manual-entry').click();
    await tile.getByRole('spinbutton').selectText();
    await page.keyboard.press('Delete');
    await page.keyboard.type(text);
    return tile;
  };

  const save = async (metric: string, text: string, shown: string): Promise<void> => {
    const tile = await type(metric, text);
    await page.keyboard.press('Enter');
    await tile.getByRole('spinbutton').waitFor({ state: 'detached' });
    const words = shown.replaceAll('.', '\\.').replaceAll(' ', '\\s+');
    await expectText(page.getByTestId(`tile-${metric}-value`), new RegExp(`^${words}$`));
  };

  /** Refused while it is typed, and nothing else happens when it is to be saved all the same. */
  const refuse = async (metric: string, text: string, words: RegExp): Promise<void> => {
    const tile = await type(metric, text);
    if (text !== '') await expectText(tile.locator('.entry-note'), words);
    await page.keyboard.press('Enter');
    await expectText(tile.locator('.entry-note'), words);
    expect(await tile.getByRole('spinbutton').getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await expectText(page.getByTestId('queue-pending'), '0');
  };

  beforeAll(async () => {
    browser = await openBrowser();
    page = await signIn(await openContext(browser), await newVisitor());
  });

  afterAll(async () => {
    await browser.close();
  });

  it.each([
    ['steps', '12,5', /^Must be a whole number: this reads as 12\.5\.$/],
    ['steps', '1.234', /^Must be a whole number: this reads as 1\.234\.$/],
    ['steps', '1e9', /^“1e9” is not a number/],
    ['steps', 'abc', /^“abc” is not a number/],
    ['steps', '', /^Type a number first\.$/],
  ])('is refused in words rather than kept as something else: %s %j', refuse);

  it.each([
    ['steps', '4800', '4,800'],
    ['steps', '12,345', '12,345'],
    ['steps', '٤٨٠٠', '4,800'],
    ['body_mass', '75,2', '75.2'],
    ['sleep_duration', '7:30', '7 h 30 min'],
    ['sleep_duration', '6 h 45', '6 h 45 min'],
  ])('is kept as it is read here: %s %s', save);

  it('goes up and down with the arrow keys', async () => {
    const tile = await type('steps', '12,345');
    await page.keyboard.press('ArrowUp');
    expect(await tile.getByRole('spinbutton').inputValue()).toBe('12346');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await tile.getByRole('spinbutton').inputValue()).toBe('12344');
    await page.keyboard.press('Escape');
  });

  it('outside of the range is said before it is sent, and the server decides', async () => {
    const tile = await type('body_mass', '752');
    await expectText(tile.locator('.entry-note'), /^The server takes what is between 1 and 500\skg\.$/);
    await page.keyboard.press('Enter');
    await expectText(page.getByTestId('queue-failed'), /Weight on .*752.*between 1 and 500/i);
  });

  it('is the value itself and not its rounding where it is left as it stands', async () => {
    const visitor = await openIn('en-US');
    await post(visitor, dayTotal('distance_walking_running', today(), 7884.6));
    const tile = page.getByTestId('tile-distance_walking_running');
    await expectText(tile.getByTestId('tile-distance_walking_running-value'), /^7\.88/);
    await tile.getByTestId('manual-entry').click();
    await page.keyboard.press('Enter');
    await tile.getByTestId('badge-override').waitFor();
    await expectText(page.getByTestId('queue-pending'), '0');
    const range = `from=${today()}&to=${today()}`;
    const response = await fetch(`${DAYBOOK.url}/api/days?${range}`, {
      headers: { authorization: `Bearer ${visitor.token}` },
    });
    expect(await response.json()).toMatchObject({ items: [{ value: 7884.6, winner: { source: 'manual' } }] });
  });

  it('is read by the country of the reader', async () => {
    await openIn('de-DE');
    await save('steps', '1.234', '1.234');
    await save('body_mass', '75,2', '75,2');
    await page.getByTestId('tile-body_mass').getByTestId('manual-entry').click();
    expect(await page.getByTestId('tile-body_mass').getByRole('spinbutton').inputValue()).toBe('75,2');
    await openIn('fr-FR');
    await refuse('steps', '1.234', /^“1\.234” can be read as two numbers/);
  });

  it('is read in the same way on the page of a metric', async () => {
    await page.goto('/metric/steps');
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.keyboard.type('12,5');
    await expectText(page.locator('.enter-note'), /^Must be a whole number/);
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Value in steps').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Value in steps').fill('4800');
    await page.keyboard.press('Enter');
    await expectText(page.locator('.panel-table tbody tr').first(), /4\s800/);
  });

  it('cannot enter a value for a day that has not come, or that was half typed', async () => {
    await openIn('en-US');
    await page.goto('/metric/steps');
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.keyboard.type('4800');
    for (const [date, words] of [
      [addDays(today(), 2), 'This day has not come yet.'],
      ['0002-11-21', 'Must be Jan 1, 1900 or later.'],
      ['', 'Choose a day.'],
    ] as const) {
      await page.getByRole('textbox', { name: 'Day' }).fill(date);
      await page.getByLabel('Value in steps').press('Enter');
      await expectText(page.locator('.enter-note').last(), words);
      expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    }
    await expectText(page.getByTestId('queue-pending'), '0');
    await page.getByLabel('Value in steps').press('Escape');
    await page.getByRole('textbox', { name: 'Day' }).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Enter');
  });
});
