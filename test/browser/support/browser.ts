import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { DAYBOOK, type Visitor } from './daybook.js';

/** uPlot reads the locale, and a headless Chromium without one has none; nothing may ask the network by itself. */
const LAUNCH = {
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export const TIME_ZONE = 'Europe/Berlin';

const CONTEXT: BrowserContextOptions = {
  baseURL: DAYBOOK.url,
  locale: 'en-US',
  timezoneId: TIME_ZONE,
  viewport: { width: 1280, height: 860 },
};

/** The browser that test/browser/support/chromium.mjs found. */
function executablePath(): string {
  return process.env['DAYBOOK_CHROMIUM'] ?? 'chromium';
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ ...LAUNCH, executablePath: executablePath() });
}

/** A browser whose storage stays in a folder: closing and opening it again is closing and opening the same browser. */
export function openProfile(folder: string, more: BrowserContextOptions = {}): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    ...LAUNCH,
    ...CONTEXT,
    ...more,
    executablePath: executablePath(),
  });
}

export function openContext(browser: Browser, more: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ ...CONTEXT, ...more });
}

/** Opens the visitor's link, which ends on today's page, and waits until the diary is in sync. */
export async function signIn(context: BrowserContext, { link }: Pick<Visitor, 'link'>): Promise<Page> {
  const page = await context.newPage();
  await page.goto(link);
  await inState(page, 'In sync');
  return page;
}

export async function inState(page: Page, state: string): Promise<void> {
  await page.getByTestId('sync-state').filter({ hasText: state }).waitFor();
}

/** Waits until the page can open without a network: the worker has it and answers for it. */
export async function keptOffline(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** Today as the page's clock shows it. */
export function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE }).format(new Date());
}
