import type { ClientOptions } from './client-options.js';

/**
 * Tells at once what would only be met as a network that never answers.
 *
 * @throws TypeError saying what each option must be
 */
export function checkOptions({ url, subject, storage, environment }: ClientOptions): void {
  // What has no scheme is of this page, or of where the given environment takes it.
  const urls = environment || 'location' in globalThis ? /^(https?:\/\/.|\/|$)/ : /^https?:\/\/./;
  if (!urls.test(url) || /\/api\/?$/.test(url))
    throw new TypeError("url must be like 'https://diary.example', without /api; '' is for pages alone");
  if (!subject || typeof subject !== 'string') throw new TypeError('subject must be the id of a user');
  if (typeof storage !== 'function') throw new TypeError('storage must be given, like indexedDbStorage()');
}
