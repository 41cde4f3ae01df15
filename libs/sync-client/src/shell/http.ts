import { PROTOCOL_HEADER, PROTOCOL_VERSION, SUBJECT_HEADER, type Problem } from '@daybook/contract';
import { RequestFailed, unreachable } from '../machine/failure.js';
import { classify } from './classify.js';
import type { Environment } from './environment.js';

/** The server gives up after 30 s; five more for the way. */
export const ANSWER_MS = 35_000;

/** Compressing less saves nothing that would be noticed. */
const COMPRESS_FROM_CHARACTERS = 2_048;

/**
 * A token, or how to get the current one (asked before every request). `null` is none: a cookie may sign in. What is
 * thrown instead counts as a server that cannot be reached, and is told as the problem; so does one that never comes.
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
  /** How long the answer is waited for, ms. */
  readonly patienceMs?: number;
}

/** The door to the server. */
export class Http {
  token: TokenSource;
  readonly #url: string;
  readonly #subject: string;
  readonly #environment: Environment;

  constructor(url: string, subject: string, token: TokenSource, environment: Environment) {
    // An `/api` behind is the server's, too; a host of that name is not.
    this.#url = url.replace(/(?<!\/)(\/api)?\/?$/, '/api/');
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
    return this.open(ask, (response) => response.json() as Promise<Value>);
  }

  /**
   * An answer, or what is read of it in time. Over a body that is still to come the caller watches.
   *
   * @throws RequestFailed
   */
  async open<Read = Response>(
    ask: Ask,
    read = (response: Response): Read | Promise<Read> => response as Read,
  ): Promise<Read> {
    const { signal, patienceMs = ANSWER_MS } = ask;
    const controller = new AbortController();
    // Neither a token function nor every `fetch` heeds a signal.
    let abort = (): void => undefined;
    const late = new Promise<never>((_, reject) => {
      abort = (): void => {
        controller.abort();
        reject(new Error('no answer in time'));
      };
    });
    signal.addEventListener('abort', abort);
    // What was called off while it was being made ready tells no listener any more.
    if (signal.aborted) abort();
    const inTime = this.#environment.after(patienceMs, abort);
    try {
      const response = await Promise.race([late, this.#fetch(ask, controller.signal)]);
      if (response.status < 400) return await read(response);
      const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
      throw new RequestFailed(classify(response.status, body, response.headers));
    } catch (error) {
      // No token, no network, a time-out, an abort, or a body that is no JSON (a captive portal's page).
      throw error instanceof RequestFailed ? error : new RequestFailed(unreachable(String(error)));
    } finally {
      inTime();
    }
  }

  async #fetch(
    { path, query = {}, body, accept = 'application/json' }: Ask,
    signal: AbortSignal,
  ): Promise<Response> {
    const headers: Record<string, string> = {
      accept,
      [PROTOCOL_HEADER]: `${PROTOCOL_VERSION}`,
      // The sign-in may be somebody else's since the server was last asked whose it is.
      [SUBJECT_HEADER]: this.#subject,
    };
    const token = await (typeof this.token === 'function' ? this.token() : this.token);
    if (token) headers['authorization'] = `Bearer ${token}`;
    const init: RequestInit = { headers, signal, cache: 'no-store' };
    const { gzip } = this.#environment;
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
      init.method = 'POST';
      const json = JSON.stringify(body);
      const isZipped = gzip !== null && json.length >= COMPRESS_FROM_CHARACTERS;
      if (isZipped) headers['content-encoding'] = 'gzip';
      init.body = isZipped ? await gzip(json) : json;
    }
    const given = Object.entries(query).filter(([, value]) => value !== null);
    const parameters = new URLSearchParams(given as [string, string][]).toString();
    return this.#environment.fetch(`${this.#url}${path}?${parameters}`, init);
  }
}
