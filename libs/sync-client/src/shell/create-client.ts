import { checkOptions } from './check-options.js';
import type { ClientOptions } from './client-options.js';
import { SyncClient } from './sync-client.js';

/**
 * Opens a client and lets it begin: storage first, the server when there is one.
 *
 * @throws TypeError if an option is missing or cannot be meant
 */
export function createClient(options: ClientOptions): SyncClient {
  checkOptions(options);
  return new SyncClient(options);
}
