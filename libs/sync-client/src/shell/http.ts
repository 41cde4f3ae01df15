import { PROTOCOL_HEADER, PROTOCOL_VERSION, type Problem } from '@daybook/contract';
import type { Moment } from '../clock/server-clock.js';
import { UNREACHABLE, type Failure } from '../machine/failure.js';
import { classify } from './classify.js';
import type { Environment } from './environment.js';

/** The server gives up after 30 s; five more for the way. */
const ANSWER_MS = 35_000;

/** Compressing less saves nothing that would be noticed. */
const COMPRESS_FROM_CHARACTERS = 2_048;

/**
 * A token, or how to get the current one (asked before every request); `null` for a page that its server signed in by
 * a cookie.
 */
export type TokenSource = string | (() => string | Promise<string>) | null;

export interface Ask {
  readonly path: string;
  /** Sent as JSON by POST; without it the request is a GET. */
  readonly body?: unknown;
  readonly accept?: string;
  readonly signal: AbortSignal;
  /** How long the answer may be held back on purpose (a long poll), ms. */
  readonly patienceMs?: number;
}

/** An answer below 400 and the time it tells, or why there is none. */
export type Answer<Value> =
  | {
      readonly ok: true;
      readonly value: Value;
      readonly date: string | null;
      readonly asked: Moment;
      readonly answered: Moment;
    }
  | { readonly ok: false; readonly failure: Failure };

/** The door to the server. Nothing is thrown: every way in which a request can end is a value. */
export class Http {
  token: TokenSource;
  readonly #url: string;
  readonly #subject: string;
  readonly #environment: Environment;

  constructor(url: string, subject: string, token: TokenSource, environment: Environment) {
    this.#url = url.replace(/\/$/, '');
    this.#subject = subject;
    this.token = token;
    this.#environment = environment;
  }

  /** The parsed body of an answer that is JSON. */
  json<Value>(ask: Ask): Promise<Answer<Value>> {
    return this.#within(
      ask,
      ANSWER_MS + (ask.patienceMs ?? 0),
      async (response) => (await response.json()) as Value,
    );
  }

  /** An answer whose body is still to come; the caller watches over it. */
  open(ask: Ask): Promise<Answer<Response>> {
    return this.#within(ask, ANSWER_MS, (response) => Promise.resolve(response));
  }

  async #within<Value>(
    ask: Ask,
    timeoutMs: number,
    read: (response: Response) => Promise<Value>,
  ): Promise<Answer<Value>> {
    const controller = new AbortController();
    const abort = (): void => {
      controller.abort();
    };
    ask.signal.addEventListener('abort', abort);
    const inTime = this.#environment.after(timeoutMs, abort);
    const asked = this.#moment();
    try {
      const response = await this.#environment.fetch(
        this.#url + ask.path,
        await this.#init(ask, controller.signal),
      );
      const answered = this.#moment();
      if (response.status >= 400) return { ok: false, failure: await failureOf(response) };
      const value = await read(response);
      return { ok: true, value, date: response.headers.get('date'), asked, answered };
    } catch {
      // No network, a time-out, an abort, or a body that is no JSON (a captive portal's page).
      return { ok: false, failure: UNREACHABLE };
    } finally {
      inTime();
    }
  }

  async #init({ body, accept = 'application/json' }: Ask, signal: AbortSignal): Promise<RequestInit> {
    const token = typeof this.token === 'function' ? await this.token() : this.token;
    const headers: Record<string, string> = {
      accept,
      [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
      // A server that knows this header refuses a token of somebody else before it writes anything.
      'Daybook-Subject': this.#subject,
    };
    if (token !== null) headers['authorization'] = `Bearer ${token}`;
    const init: RequestInit = { headers, signal, cache: 'no-store' };
    if (body === undefined) return init;
    headers['content-type'] = 'application/json';
    const json = JSON.stringify(body);
    const { gzip } = this.#environment;
    if (gzip === null || json.length < COMPRESS_FROM_CHARACTERS)
      return { ...init, method: 'POST', body: json };
    headers['content-encoding'] = 'gzip';
    return { ...init, method: 'POST', body: await gzip(json) };
  }

  #moment(): Moment {
    return { wallMs: this.#environment.wallMs(), steadyMs: this.#environment.steadyMs() };
  }
}

async function failureOf(response: Response): Promise<Failure> {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  return classify(response.status, body, response.headers.get('retry-after'));
}
