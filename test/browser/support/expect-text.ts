import type { Locator } from 'playwright-core';

const POLL_MS = 25;

/** Waits until an element's text is as wanted, and fails with what it says instead. */
export async function expectText(place: Locator, wanted: string | RegExp, withinMs = 120_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const text = (await place.first().textContent({ timeout: withinMs }))?.trim() ?? '';
    if (typeof wanted === 'string' ? text === wanted : wanted.test(text)) return;
    if (Date.now() > deadline) throw new Error(`expected ${String(wanted)}, the page says "${text}"`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
