import { createClient, memoryStorage, platformEnvironment, type SyncClient } from '@daybook/sync-client';

/** What a page has done with one of its clients. */
export interface WatchedClient {
  isClosed: boolean;
  /** Subscriptions that were not ended. */
  listeners: number;
  /** What was asked of it after it was closed. */
  readonly late: string[];
}

/** The clients of this page, in the order in which they were first used. Specs read it. */
const clients = new Map<SyncClient, WatchedClient>();
Object.assign(globalThis, { clients });

function watchedOf(client: SyncClient): WatchedClient {
  const watched = clients.get(client) ?? { isClosed: false, listeners: 0, late: [] };
  clients.set(client, watched);
  return watched;
}

/** A client of no page, for what all clients have in common. It is closed before it has asked for anything. */
function methodsOfClients(): SyncClient {
  const environment = { ...platformEnvironment(), fetch: () => new Promise<never>(() => undefined) };
  const client = createClient({
    url: '',
    subject: '00000000-0000-7000-8000-000000000000',
    token: null,
    storage: memoryStorage(),
    environment,
  });
  void client.close();
  return Object.getPrototypeOf(client) as SyncClient;
}

/** What a page asks of a client. Reads of `view` are of the storage, and one that was closed refuses them by itself. */
const ASKED = [
  'subscribe',
  'queue',
  'overwriteTotal',
  'retract',
  'retry',
  'discard',
  'syncNow',
  'close',
] as const;

type Method = (this: SyncClient, ...given: unknown[]) => unknown;

/** The same method, which tells of each call before it is made, and of its answer. */
function watchedMethod(name: (typeof ASKED)[number], method: Method): Method {
  return function (...given) {
    const watched = watchedOf(this);
    if (watched.isClosed) watched.late.push(name);
    if (name === 'close') watched.isClosed = true;
    const answer = method.apply(this, given);
    return name === 'subscribe' ? subscribed(watched, answer as () => void) : answer;
  };
}

function subscribed(watched: WatchedClient, end: () => void): () => void {
  let isEnded = false;
  watched.listeners++;
  return () => {
    if (!isEnded) watched.listeners--;
    isEnded = true;
    end();
  };
}

const methods = methodsOfClients();
for (const name of ASKED) {
  Object.assign(methods, { [name]: watchedMethod(name, Reflect.get(methods, name) as Method) });
}
