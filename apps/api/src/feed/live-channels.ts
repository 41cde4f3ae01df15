import type { Caller } from '../access/caller.js';
import { ProblemError } from '../problem/problem-error.js';

/** Twice a second, so that a channel ends within a second of its token whenever in between that happens. */
const CHECK_MS = 500;

/** How many channels may be open in this process: of one token, and in all. */
export interface ChannelLimits {
  readonly perToken: number;
  readonly inAll: number;
}

/**
 * A browser opens six connections to a server at most, and a few devices may share a token while they are moved. A
 * silent channel looks at its head once a second: two thousand of them are some two thousand small reads a second.
 */
const LIMITS: ChannelLimits = { perToken: 16, inAll: 2_000 };

/** Who is refused polls without waiting, or comes back: a long poll ends after 30 s. */
const RETRY_AFTER_SECONDS = 5;

interface Channel {
  readonly caller: Caller;
  readonly abort: AbortController;
}

/** The tokens among these that nobody has revoked. */
type UnrevokedAmong = (tokenIds: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * The open long polls and streams: ended when the client leaves, when the token does, and all at once when the
 * server stops. One look at the tokens serves all channels of the process.
 */
export class LiveChannels {
  readonly #unrevokedAmong: UnrevokedAmong;
  readonly #now: () => number;
  readonly #limits: ChannelLimits;
  readonly #channels = new Set<Channel>();
  #timer: NodeJS.Timeout | undefined;
  #checking = false;
  #closed = false;

  constructor(unrevokedAmong: UnrevokedAmong, now: () => number, limits: ChannelLimits = LIMITS) {
    this.#unrevokedAmong = unrevokedAmong;
    this.#now = now;
    this.#limits = limits;
  }

  get size(): number {
    return this.#channels.size;
  }

  /**
   * The signal of a new channel. `closed` tells that the connection is done with it.
   *
   * @throws ProblemError `rate_limited` if the token has too many open, `overloaded` if the process has
   */
  open(caller: Caller, closed: (listener: () => void) => void): AbortSignal {
    this.#refuseExcess(caller);
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

  #refuseExcess({ tokenId }: Caller): void {
    const { perToken, inAll } = this.#limits;
    const retryAfter = RETRY_AFTER_SECONDS;
    const own = [...this.#channels].filter(({ caller }) => caller.tokenId === tokenId).length;
    if (own >= perToken) {
      const detail = `this token has ${perToken} long polls and streams open: close one, or poll without wait`;
      throw new ProblemError('rate_limited', detail, { retryAfter });
    }
    if (this.#channels.size >= inAll) {
      const detail = 'too many long polls and streams are open here: poll without wait until Retry-After';
      throw new ProblemError('overloaded', detail, { retryAfter });
    }
  }

  /** One look at a time: while the database is slow, more of them would only keep it so. */
  async #check(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    await this.#endRevoked();
    this.#checking = false;
  }

  /** When the database does not answer, nothing is known of the tokens: the channels stay until it does. */
  async #endRevoked(): Promise<void> {
    const tokenIds = new Set([...this.#channels].map(({ caller }) => caller.tokenId));
    const checked = [...this.#channels];
    const unrevoked = await this.#unrevokedAmong([...tokenIds]).catch(() => tokenIds);
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
