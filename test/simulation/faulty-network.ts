import type { ChangesPage } from '@daybook/contract';
import type { Chance } from './chance.js';
import type { World } from './world.js';

/** How bad the network is: shares of requests, from 0 to 1. */
export interface Weather {
  readonly lostRequests: number;
  readonly lostAnswers: number;
  readonly doubled: number;
  readonly cutBodies: number;
  readonly latencyMs: readonly [number, number];
}

/** Some storms lose a few requests, others every third. */
export function storm(chance: Chance): Weather {
  return {
    lostRequests: chance.oneOf([0.02, 0.12, 0.3]),
    lostAnswers: chance.oneOf([0.02, 0.12, 0.3]),
    doubled: 0.1,
    cutBodies: 0.2,
    latencyMs: [5, chance.oneOf([200, 4_000])],
  };
}

export const CALM: Weather = {
  lostRequests: 0,
  lostAnswers: 0,
  doubled: 0,
  cutBodies: 0,
  latencyMs: [5, 60],
};

/** A server that may be away, be it only for a restart. */
export interface ServerAddress {
  /** `null` while it is down. */
  url: string | null;
}

/** Where the devices think that the server is; the network knows better. */
export const SERVER_NAME = 'http://daybook.simulated';

const HEARTBEAT_MS = 15_000;
const HEARTBEAT = ': heartbeat\n\n';

/** A request under way. */
interface Asked {
  readonly url: URL;
  readonly init: RequestInit;
  readonly answer: (response: Response | Error) => void;
  /** Whether the app that asked is still running. */
  readonly isThere: () => boolean;
}

/**
 * The way between the devices and the real server: requests are lost, late, doubled and delivered out of order, and
 * so are answers. Long polls and streams are kept waiting here and asked again when something was written, because
 * the server's own waiting runs on a clock that the simulation does not hold.
 */
export class FaultyNetwork {
  weather = CALM;
  readonly #world: World;
  readonly #chance: Chance;
  readonly #server: ServerAddress;
  readonly #waiting = new Set<() => void>();

  constructor(world: World, chance: Chance, server: ServerAddress) {
    this.#world = world;
    this.#chance = chance;
    this.#server = server;
  }

  /** Asks the server for an app; what comes back when that is dead goes unheard. */
  fetch(address: string, init: RequestInit, isThere: () => boolean): Promise<Response> {
    const { weather } = this;
    return new Promise((resolve, reject) => {
      const answer: Asked['answer'] = (response) => {
        if (!isThere()) return;
        if (response instanceof Response) resolve(response);
        else reject(response);
      };
      init.signal?.addEventListener('abort', () => {
        reject(new DOMException('aborted', 'AbortError'));
      });
      if (this.#chance.isIn(weather.lostRequests)) {
        this.#loseTo(answer);
        return;
      }
      const asked = { url: new URL(address), init, answer, isThere };
      this.#world.after(this.#latency(), () => this.#arrive(asked));
      // A stream asked for twice would only be open twice.
      if (this.#chance.isIn(weather.doubled) && !address.includes('/stream')) {
        this.#world.after(this.#latency() * 3, async () => {
          await this.#ask(asked);
        });
      }
    });
  }

  /** Wakes who waits for changes: something may have been written. */
  stir(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  async #arrive(asked: Asked): Promise<void> {
    const { url, init, answer } = asked;
    if (url.pathname.endsWith('/stream')) return this.#stream(asked);
    const waitMs = Number(url.searchParams.get('wait') ?? 0) * 1_000;
    const response = await this.#ask(asked);
    const isIdle = waitMs > 0 && response.status === 200 && isEmpty(await response.clone().text());
    if (!isIdle) {
      this.#return(response, answer);
      return;
    }
    const cancel = this.#world.after(waitMs, () => {
      this.#waiting.delete(wake);
      this.#return(response, answer);
    });
    const wake = (): void => {
      this.#waiting.delete(wake);
      cancel();
      this.#world.after(1, async () => {
        this.#return(await this.#ask(asked), answer);
      });
    };
    this.#waiting.add(wake);
    init.signal?.addEventListener('abort', () => {
      this.#waiting.delete(wake);
      cancel();
    });
  }

  #return(response: Response, answer: Asked['answer']): void {
    if (this.#chance.isIn(this.weather.lostAnswers)) this.#loseTo(answer);
    else
      this.#world.after(this.#latency(), async () => {
        answer(await this.#cut(response));
      });
  }

  /** The connection is reset, or nothing is ever heard again and the client has to give up by itself. */
  #loseTo(answer: Asked['answer']): void {
    if (this.#chance.isIn(0.3)) return;
    this.#world.after(this.#latency(), () => {
      answer(new TypeError('connection reset'));
    });
  }

  /** Now and then a long body breaks off. */
  async #cut(response: Response): Promise<Response> {
    const text = await response.text();
    const { status, headers } = response;
    if (status !== 200 || !this.#chance.isIn(this.weather.cutBodies))
      return new Response(text, { status, headers });
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode(text.slice(0, this.#chance.between(0, text.length))));
        this.#world.after(this.#latency(), () => {
          controller.error(new TypeError('connection reset'));
        });
      },
    });
    return new Response(body, { status, headers });
  }

  /** A stream of the same pages and heartbeats as the server's own, until it is cut. */
  async #stream(asked: Asked): Promise<void> {
    const url = new URL(asked.url.href.replace('/changes/stream', '/changes'));
    const first = await this.#ask({ ...asked, url });
    if (first.status !== 200) {
      this.#return(first, asked.answer);
      return;
    }
    let end: (() => void) | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        end = this.#feed(controller, { ...asked, url }, first);
      },
      cancel: () => end?.(),
    });
    asked.answer(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  }

  /** Fills a stream until it is cut; the returned function cuts it. */
  #feed(controller: ReadableStreamDefaultController<Uint8Array>, asked: Asked, first: Response): () => void {
    let isOpen = true;
    const say = (text: string): void => {
      if (isOpen) controller.enqueue(new TextEncoder().encode(text));
    };
    const end = (): void => {
      if (!isOpen) return;
      isOpen = false;
      this.#waiting.delete(wake);
      controller.error(new TypeError('connection reset'));
    };
    const forward = async (response: Response): Promise<void> => {
      const text = await response.text();
      if (response.status !== 200) end();
      else if (!isEmpty(text)) {
        const { nextCursor } = JSON.parse(text) as ChangesPage;
        asked.url.searchParams.set('cursor', nextCursor);
        say(`event: changes\nid: ${nextCursor}\ndata: ${text}\n\n`);
      }
    };
    const wake = (): void => {
      if (!asked.isThere() || this.#chance.isIn(this.weather.lostAnswers)) end();
      else
        this.#world.after(this.#latency(), async () => {
          if (isOpen) await forward(await this.#ask(asked));
        });
    };
    const beat = (): void => {
      say(HEARTBEAT);
      if (isOpen && asked.isThere()) this.#world.after(HEARTBEAT_MS, beat);
    };
    asked.init.signal?.addEventListener('abort', end);
    this.#waiting.add(wake);
    beat();
    this.#world.after(0, () => forward(first));
    return end;
  }

  /** The real server's answer, whole. */
  async #ask({ url, init }: Pick<Asked, 'url' | 'init'>): Promise<Response> {
    const { method = 'GET', headers = {}, body = null } = init;
    const address = this.#server.url;
    if (address === null) return new Response('<h1>Bad gateway</h1>', { status: 502 });
    const real = new URL(url.pathname + url.search, address);
    real.searchParams.delete('wait');
    const response = await fetch(real, { method, headers, body });
    const text = await response.text();
    this.#world.tell(`${method} ${wordOf(url)} ${response.status}`);
    if (method === 'POST') this.stir();
    return new Response(text, { status: response.status, headers: plainHeaders(response) });
  }

  #latency(): number {
    const [from, to] = this.weather.latencyMs;
    return this.#chance.between(from, to);
  }
}

function isEmpty(page: string): boolean {
  return (JSON.parse(page) as ChangesPage).changes.length === 0;
}

/** The path without what differs from play to play. */
function wordOf({ pathname }: URL): string {
  return pathname.replace(/^\/api\/(subjects\/[^/]+\/)?/, '');
}

/** Without what belonged to the transport. */
function plainHeaders({ headers }: Response): Record<string, string> {
  const kept = ['content-type', 'retry-after', 'date'];
  return Object.fromEntries(
    kept.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? '']] : [])),
  );
}
