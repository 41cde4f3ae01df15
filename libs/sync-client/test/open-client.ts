import { eventStream } from '../src/effects/event-stream.js';
import type { ClientEvent } from '../src/shell/client-event.js';
import type { ClientOptions } from '../src/shell/client-options.js';
import { createClient } from '../src/shell/create-client.js';
import type { SyncClient } from '../src/shell/sync-client.js';
import type { OpenStorage } from '../src/storage/storage.js';
import type { FakeDevice } from './fake-environment.js';
import { ANNA } from './scripted-server.js';

/** What a client lives on, and who hears of its events. */
export interface Surroundings {
  readonly device: FakeDevice;
  readonly storage: OpenStorage;
  readonly hear: (event: ClientEvent) => void;
}

/** Opens a client, Anna's unless the options say otherwise. */
export function openClient(
  { device, storage, hear }: Surroundings,
  options: Partial<ClientOptions> = {},
): SyncClient {
  const environment = device.environment();
  const given = { url: '', subject: ANNA, token: 't', storage, environment, live: eventStream() };
  const opened = createClient({ ...given, ...options });
  opened.subscribe(hear);
  return opened;
}
