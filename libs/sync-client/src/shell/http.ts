import { PROTOCOL_HEADER, PROTOCOL_VERSION, SUBJECT_HEADER, type Problem } from '@daybook/contract';
import { serverTimeAt, type Moment, type ServerClock } from '../clock/server-clock.js';
import { RequestFailed, UNREACHABLE } from '../machine/failure.js';
import { classify } from './classify.js';
import type { Environment } from './environment.js';

/** The server gives up after 30 s; five more for the way. */
const ANSWER_MS = 35_000;

/** Compressing less saves nothing that would be noticed. */
const COMPRESS_FROM_CHARACTERS = 2_048;

/**
 * A token, or how to get the current one (asked before every request). `null` is none: a cookie may sign in. What is
 * thrown instead counts as a server that cannot be reached, and is told as the problem.
 */
export type TokenSource = string | null | (() => string | null | Promise<string | null>);

export interface Ask {
  /** Behind `/api/`. */
  readonly path: string;
  /** Left out where `null`. */
  readonly query?: Readonly<Record<string, string | number | null>>;
  /** Sent as JSON by POST; without it the request is a GET. */
  readonly body?: unknown;
  readonly accept?: string;
  readonly signal: AbortSignal;
  /** How long the answer may be held back on purpose (a long poll), ms. */
  readonly patienceMs?: number;
}

/** The door to the server, and what is known of its time. */
export class Http {
  token: TokenSource;
  clock: ServerClock = { offsetMs: 0, learned: null };
  readonly #url: string;
  readonly #subject: string;
  readonly #environment: Environment;

  constructor(url: string, subject: string, token: TokenSource, environment: Environment) {
    this.#url = url.replace(/\/$/, '');
    this.#subject = subject;
    this.token = token;
    this.#environment = environment;
  }

  /**
   * The parsed body of an answer that is JSON.
   *
   * @throws RequestFailed
   */
  json<Value>(ask: Ask): Promise<Value> {
    return this.#within(ask, (response) => response.json() as Promise<Value>);
  }

  /**
   * An answer whose body is still to come; the caller watches over it.
   *
   * @throws RequestFailed
   */
  open(ask: Ask): Promise<Response> {
    return this.#within(ask, (response) => Promise.resolve(response));
  }

  moment(): Moment {
    return { wallMs: this.#environment.wallMs(), steadyMs: this.#environment.steadyMs() };
  }

  /** The device's time and the server's, and how far they are apart, ms. */
  time(): { readonly wallMs: number; readonly serverMs: number; readonly offsetMs: number } {
    const moment = this.moment();
    const { offsetMs } = this.clock;
    return { wallMs: moment.wallMs, serverMs: serverTimeAt(this.clock, moment), offsetMs };
  }

  async #within<Value>(ask: Ask, read: (response: Response) => Promise<Value>): Promise<Value> {
    const { path, query = {}, signal, patienceMs = 0 } = ask;
    const controller = new AbortController();
    const abort = (): void => {
      controller.abort();
    };
    signal.addEventListener('abort', abort);
    // What was called off while it was being made ready tells no listener any more.
    if (signal.aborted) abort();
    const inTime = this.#environment.after(ANSWER_MS + patienceMs, abort);
    const given = Object.entries(query).filter(([, value]) => value !== null);
    const parameters = new URLSearchParams(given as [string, string][]).toString();
    const url = `${this.#url}/api/${path}${parameters && `?${parameters}`}`;
    try {
      const response = await this.#environment.fetch(url, await this.#init(ask, controller.signal));
      const retryAfter = response.headers.get('retry-after');
      if (response.status >= 400) {
        const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
        throw new RequestFailed(classify(response.status, body, retryAfter));
      }
      return await read(response);
    } catch (error) {
      // No network, a time-out, an abort, or a body that is no JSON (a captive portal's page).
      throw error instanceof RequestFailed ? error : new RequestFailed(UNREACHABLE);
    } finally {
      inTime();
    }
  }

  async #currentToken(): Promise<string | null> {
    try {
      return await (typeof this.token === 'function' ? this.token() : this.token);
    } catch (error) {
      const problem = { code: 'no_token', detail: String(error) };
      throw new RequestFailed({ ...UNREACHABLE, problem });
    }
  }

  async #init({ body, accept = 'application/json' }: Ask, signal: AbortSignal): Promise<RequestInit> {
    const token = await this.#currentToken();
    const headers: Record<string, string> = {
      accept,
      [PROTOCOL_HEADER]: `${PROTOCOL_VERSION}`,
      // The sign-in may be somebody else's since the server was last asked whose it is.
      [SUBJECT_HEADER]: this.#subject,
    };
    if (token) headers['authorization'] = `Bearer ${token}`;
    const init: RequestInit = { headers, signal, cache: 'no-store' };
    if (body === undefined) return init;
    headers['content-type'] = 'application/json';
    const json = JSON.stringify(body);
    const { gzip } = this.#environment;
    const isZipped = gzip !== null && json.length >= COMPRESS_FROM_CHARACTERS;
    if (isZipped) headers['content-encoding'] = 'gzip';
    return { ...init, method: 'POST', body: isZipped ? await gzip(json) : json };
  }
}
