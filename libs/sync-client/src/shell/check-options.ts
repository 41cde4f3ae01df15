import type { ClientOptions } from './client-options.js';

/** With a scheme, or a path of the page. */
const SERVER = /^(https?:\/\/.|\/|$)/;

/**
 * Tells at once what would only be met as a network that never answers.
 *
 * @throws TypeError saying what the options must be
 */
export function checkOptions({ url, subject, storage, environment }: ClientOptions): void {
  const hasPage = environment !== undefined || 'location' in globalThis;
  const isUrl = SERVER.test(url) && (hasPage || url.startsWith('http'));
  if (!isUrl || !subject || typeof storage !== 'function')
    throw new TypeError('needed: url (https://…), subject, storage');
}
