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

/** What is waited for is there within a second; a busy machine may take its time. */
const PATIENCE_MS = 120_000;

/** Where it is neither late nor early: at midnight `today()` would become yesterday under a test. */
export const TIME_ZONE = ['Europe/Berlin', 'America/New_York'].find(isInTheDay) ?? 'Asia/Tokyo';

function isInTheDay(timeZone: string): boolean {
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit' }).format(new Date());
  return Number(hour) >= 2 && Number(hour) < 22;
}

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
export async function openProfile(folder: string, more: BrowserContextOptions = {}): Promise<BrowserContext> {
  const options = { ...LAUNCH, ...CONTEXT, ...more, executablePath: executablePath() };
  return patient(await chromium.launchPersistentContext(folder, options));
}

export async function openContext(
  browser: Browser,
  more: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return patient(await browser.newContext({ ...CONTEXT, ...more }));
}

function patient(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
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
