import type { ClientEvent } from '../shell/client-event.js';

/**
 * The answer to a question that is asked again whenever an event concerns it. While somebody listens it reads at most
 * one answer at a time: a burst of events during a read makes one more read behind it.
 */
export class LiveQuery<
  Client extends { subscribe: (listener: (event: ClientEvent) => void) => () => void },
  Result,
> {
  readonly #client: Client;
  readonly #read: (client: Client) => Promise<Result>;
  readonly #concerns: (event: ClientEvent) => boolean;
  readonly #listeners = new Set<() => void>();
  #result: Result | undefined;
  #reading: 'no' | 'yes' | 'yes_and_again' = 'no';
  #failed: ((error: unknown) => void) | undefined;
  #stop: (() => void) | undefined;

  constructor(
    client: Client,
    read: (client: Client) => Promise<Result>,
    concerns: (event: ClientEvent) => boolean,
  ) {
    this.#client = client;
    this.#read = read;
    this.#concerns = concerns;
  }

  /** The newest answer; `undefined` before the first. */
  readonly current = (): Result | undefined => this.#result;

  /** Listens to new answers. The first listener starts the reading, the last one to leave ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#stop ??= this.#client.subscribe((event) => {
      if (this.#concerns(event)) this.#refresh();
    });
    this.#refresh();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
    };
  };

  /** Where a reading that fails is reported; otherwise the last good answer just stays. */
  readonly onFailure = (failed: (error: unknown) => void): (() => void) => {
    this.#failed = failed;
    return () => {
      this.#failed = undefined;
    };
  };

  #refresh(): void {
    if (this.#reading !== 'no') {
      this.#reading = 'yes_and_again';
      return;
    }
    this.#reading = 'yes';
    void this.#readOnce().finally(() => {
      const again = this.#reading === 'yes_and_again';
      this.#reading = 'no';
      if (again && this.#stop) this.#refresh();
    });
  }

  async #readOnce(): Promise<void> {
    try {
      this.#result = await this.#read(this.#client);
      for (const listener of [...this.#listeners]) listener();
    } catch (error) {
      this.#failed?.(error);
    }
  }
}
