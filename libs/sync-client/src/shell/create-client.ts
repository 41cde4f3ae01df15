import type { ClientOptions } from './client-options.js';
import { SyncClient } from './sync-client.js';

/** Opens a client and lets it begin: storage first, the server when there is one. */
export function createClient(options: ClientOptions): SyncClient {
  return new SyncClient(options);
}
