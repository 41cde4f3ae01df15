import type { Election, Environment, Signal } from '../src/shell/environment.js';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Long enough for every promise and macrotask that a step sets off to have run. */
const SETTLE_TURNS = 8;

/**
 * A device with a clock that stands still until it is moved, chance by a seed, and a network that the test answers.
 * Tabs opened on the same device share its lock and its channel.
 */
export class FakeDevice {
  wallMs: number;
  steadyMs = 1_000;
  online = true;
  answer: (request: Request) => Promise<Response> = () => Promise.reject(new TypeError('no network'));
  readonly requests: Request[] = [];
  #timers: Timer[] = [];
  #seed: number;
  readonly #watchers = new Set<(signal: Signal) => void>();
  readonly #channels = new Map<string, Set<(message: unknown) => void>>();
  readonly #queues = new Map<string, Election[]>();

  constructor(wallMs = Date.UTC(2026, 4, 24, 10), seed = 1) {
    this.wallMs = wallMs;
    this.#seed = seed;
  }

  environment(): Environment {
    return {
      fetch: (url, init) => this.#fetch(url, init),
      gzip: null,
      wallMs: () => this.wallMs,
      steadyMs: () => this.steadyMs,
      random: () => Uint8Array.from({ length: 10 }, () => Math.floor(this.#draw() * 256)),
      chance: () => this.#draw(),
      after: (ms, run) => this.#after(ms, run),
      isOnline: () => this.online,
      watch: (listener) => {
        this.#watchers.add(listener);
        return () => void this.#watchers.delete(listener);
      },
      openChannel: (name, hear) => this.#openChannel(name, hear),
      elect: (name, election) => this.#elect(name, election),
    };
  }

  /** Lets everything run that is not waiting for the clock or the network. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < SETTLE_TURNS; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
  }

  /** Moves both clocks on, timer by timer. */
  async advance(ms: number): Promise<void> {
    await this.settle();
    const end = this.steadyMs + ms;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#moveTo(Math.max(next.at, this.steadyMs));
      next.run();
      await this.settle();
    }
    this.#moveTo(end);
    await this.settle();
  }

  /** How many things wait for the clock. */
  get timers(): number {
    return this.#timers.length;
  }

  signal(signal: Signal): void {
    if (signal !== 'shown') this.online = signal === 'online';
    for (const watcher of [...this.#watchers]) watcher(signal);
  }

  /** The app is killed: no timer, no lock and no tab of it is left; its storage is. */
  restart(): void {
    this.#timers = [];
    this.#watchers.clear();
    this.#channels.clear();
    this.#queues.clear();
  }

  /** Whatever a tab with this ear is told from now on goes unheard, as in a tab that the browser froze. */
  freeze(name: string): void {
    this.#channels.get(name)?.clear();
  }

  #moveTo(steadyMs: number): void {
    this.wallMs += steadyMs - this.steadyMs;
    this.steadyMs = steadyMs;
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const { signal, method = 'GET', headers = {}, body = null } = init;
    signal?.throwIfAborted();
    const request = new Request(new URL(url, 'http://daybook.test'), { method, headers, body });
    this.requests.push(request);
    const aborted = new Promise<never>((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        reject(new DOMException('aborted', 'AbortError'));
      });
    });
    const response = await Promise.race([this.answer(request), aborted]);
    if (!response.body || !signal) return response;
    // As in every browser: the body ends with its request.
    const stream = response.body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal });
    return new Response(stream, response);
  }

  #after(ms: number, run: () => void): () => void {
    const timer = { at: this.steadyMs + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Mulberry32: a small generator whose numbers depend on the seed alone. */
  #draw(): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  #openChannel(name: string, hear: (message: unknown) => void) {
    const ears = this.#channels.get(name) ?? new Set();
    this.#channels.set(name, ears.add(hear));
    let isClosed = false;
    return {
      postMessage: (message: unknown) => {
        if (isClosed) throw new DOMException('the channel is closed', 'InvalidStateError');
        const copy: unknown = structuredClone(message);
        for (const ear of ears)
          if (ear !== hear)
            setTimeout(() => {
              ear(copy);
            }, 0);
      },
      close: () => {
        isClosed = true;
        ears.delete(hear);
      },
    };
  }

  #elect(name: string, election: Election) {
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    queue.push(election);
    const lead = (): void => {
      setTimeout(() => queue[0]?.gained(), 0);
    };
    if (queue.length === 1) lead();
    return {
      steal: () => {
        const [leader] = queue;
        if (leader === election) return;
        queue.splice(queue.indexOf(election), 1);
        queue.unshift(election);
        leader?.lost();
        lead();
      },
      resign: () => {
        const led = queue[0] === election;
        queue.splice(queue.indexOf(election), 1);
        if (led) lead();
      },
    };
  }
}
