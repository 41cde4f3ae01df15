import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openContext, today } from './support/browser.js';
import { dayTotal, newAuditor, newVisitor, post, type Visitor } from './support/daybook.js';
import { expectText } from './support/expect-text.js';

describe('the view of an auditor', () => {
  let browser: Browser;
  let subject: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    subject = await newVisitor();
    await post(subject, dayTotal('steps', today(), 300), dayTotal('body_mass', today(), 72.4));
    await post(subject, dayTotal('steps', today(), 5300));
    const { link } = await newAuditor();
    page = await (await openContext(browser)).newPage();
    await page.goto(link);
  });

  afterAll(async () => {
    await browser.close();
  });

  it('chooses whose log is read', async () => {
    await page.getByTestId('audit-subject').selectOption(subject.subject);
    await page.getByTestId('audit-row').nth(2).waitFor();
    expect(await page.getByTestId('audit-row').count()).toBe(3);
    await expectText(page.getByTestId('audit-row').nth(2), /Total overwritten.*Steps.*5,300.*was 300/);
  });

  it('verifies the chain in the page', async () => {
    await expectText(page.getByTestId('chain-state'), 'The chain holds');
    await expectText(page.getByText('events in'), /^3 events in 2 commits/);
  });

  it('filters the events', async () => {
    await page.getByTestId('audit-type').selectOption('StatsOverwritten');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="audit-row"]').length === 1);
    await page.getByLabel('Recorded from').fill('2099-01-01');
    await page.getByText('No event passes this filter').waitFor();
  });

  it('keeps the filter in the address, over a reload and on the way back', async () => {
    const filtered = `/audit/${subject.subject}?type=StatsOverwritten&from=2099-01-01`;
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(filtered);
    await page.reload();
    await page.getByText('No event passes this filter').waitFor();
    expect(await page.getByTestId('audit-type').inputValue()).toBe('StatsOverwritten');
    await page.getByRole('link', { name: 'Audit', exact: true }).click();
    await page.getByText('Choose whose log to read').waitFor();
    await page.goBack();
    await page.getByText('No event passes this filter').waitFor();
  });

  it('counts one of a thing without a plural', async () => {
    const other = await newVisitor();
    await post(other, dayTotal('steps', today(), 300));
    await page.goto(`/audit/${other.subject}`);
    await expectText(page.getByText('hashed anew'), /^1 event in 1 commit,/);
    await page.goto(`/audit/${subject.subject}`);
    await expectText(page.getByTestId('chain-state'), 'The chain holds');
  });

  it.each(['/metric/steps', '/sync'])('is at no address of a diary: %s', async (address) => {
    const elsewhere = await page.context().newPage();
    await elsewhere.goto(address);
    await elsewhere.getByText('Choose whose log to read').waitFor();
    expect(new URL(elsewhere.url()).pathname).toBe('/audit');
    await elsewhere.close();
  });

  it('hands out the log, line for line', async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the export' }).click();
    const lines = readFileSync(await (await downloading).path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { streamversion: number }).streamversion)).toEqual([
      1, 2, 3,
    ]);
  });

  it('finds a log that was changed on its way', async () => {
    await page.route('**/audit/events?limit=1000', async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        body: (await response.text()).replace('"value":5300', '"value":5301'),
      });
    });
    await page.getByRole('button', { name: 'Verify again' }).click();
    await expectText(page.getByTestId('chain-state'), 'The chain is broken');
    await expectText(
      page.getByText('At version'),
      /^At version 3: the content of its commit is not what was hashed/,
    );
  });
});
