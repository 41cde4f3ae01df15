import type { TokenDirectory } from '../access/token-directory.js';
import type { Caller } from '../access/caller.js';

/** Twice a second, so that a channel ends within a second of its token whenever in between that happens. */
const CHECK_MS = 500;

interface Channel {
  readonly caller: Caller;
  readonly abort: AbortController;
}

/**
 * The open long polls and streams: ended when the client leaves, when the token does, and all at once when the
 * server stops. One look at the tokens serves all channels of the process.
 */
export class LiveChannels {
  readonly #tokens: TokenDirectory;
  readonly #now: () => number;
  readonly #channels = new Set<Channel>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(tokens: TokenDirectory, now: () => number) {
    this.#tokens = tokens;
    this.#now = now;
  }

  get size(): number {
    return this.#channels.size;
  }

  /** The signal of a new channel. `closed` tells that the connection is done with it. */
  open(caller: Caller, closed: (listener: () => void) => void): AbortSignal {
    const channel = { caller, abort: new AbortController() };
    if (this.#closed) channel.abort.abort();
    this.#channels.add(channel);
    this.#timer ??= setInterval(() => void this.#check(), CHECK_MS);
    closed(() => {
      this.#end(channel);
    });
    return channel.abort.signal;
  }

  /** Ends every channel, and each that is opened from now on. */
  closeAll(): void {
    this.#closed = true;
    for (const channel of [...this.#channels]) this.#end(channel);
  }

  /** When the database does not answer, nothing is known of the tokens: the channels stay until it does. */
  async #check(): Promise<void> {
    const tokenIds = new Set([...this.#channels].map(({ caller }) => caller.tokenId));
    const checked = [...this.#channels];
    const unrevoked = await this.#tokens.unrevokedAmong([...tokenIds]).catch(() => tokenIds);
    for (const channel of checked) {
      const { tokenId, expiresAt } = channel.caller;
      if (!unrevoked.has(tokenId) || (expiresAt !== null && this.#now() >= expiresAt)) this.#end(channel);
    }
  }

  #end(channel: Channel): void {
    this.#channels.delete(channel);
    channel.abort.abort();
    if (this.#channels.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
