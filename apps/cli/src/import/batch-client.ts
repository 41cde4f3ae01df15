import { setTimeout as sleep } from 'node:timers/promises';
import { PROTOCOL_HEADER, PROTOCOL_VERSION, type BatchResponse, type Problem } from '@daybook/contract';
import { EXIT } from '../exit-code.js';
import { ImportStopped } from './import-stopped.js';
import { retryDelayMs } from './retry-delay.js';
import { commandLine } from '../command-line.js';

/** A server that restarts is back within seconds, one that is being upgraded within minutes. */
const GIVE_UP_AFTER_MS = 5 * 60_000;
/** Before anything was sent a wrong address is likelier than a restart. */
const GIVE_UP_FIRST_MS = 3_000;
/** The server itself gives up after 30 s. */
const REQUEST_TIMEOUT_MS = 60_000;

const ANSWERED = new Set([200, 207]);
const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);

export interface ServerAddress {
  readonly url: string;
  readonly token: string;
}

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | null;
  readonly patienceMs: number;
}

type Attempt =
  | { readonly outcome: 'answered'; readonly text: string }
  | { readonly outcome: 'refused'; readonly status: number; readonly text: string }
  | { readonly outcome: 'again'; readonly reason: string; readonly retryAfter: string | null };

/** The API as an import sees it. A request is repeated, byte for byte, until the server has decided about it. */
export class BatchClient {
  readonly #server: ServerAddress;
  readonly #signal: AbortSignal;
  readonly #onWait: (sentence: string) => void;
  readonly #timeoutMs: number;

  /**
   * @param signal aborts what is under way at once
   * @param onWait told before each wait, in words
   * @param timeoutMs a server that is silent for so long is asked again
   */
  constructor(
    server: ServerAddress,
    signal: AbortSignal,
    onWait: (sentence: string) => void,
    timeoutMs = REQUEST_TIMEOUT_MS,
  ) {
    this.#server = server;
    this.#signal = signal;
    this.#onWait = onWait;
    this.#timeoutMs = timeoutMs;
  }

  /** Finds out before anything is sent whether the server is there and the token may write for a subject. */
  async check(): Promise<void> {
    const path = '/api/source-order';
    await this.#request({ method: 'GET', path, body: null, patienceMs: GIVE_UP_FIRST_MS });
  }

  /** Sends a batch and returns the verdicts. Throws ImportStopped when the server will never take it. */
  async send(body: string): Promise<BatchResponse> {
    const path = '/api/measurements/batch';
    const text = await this.#request({ method: 'POST', path, body, patienceMs: GIVE_UP_AFTER_MS });
    return JSON.parse(text) as BatchResponse;
  }

  async #request(request: Request): Promise<string> {
    const begun = Date.now();
    for (let failures = 1; ; failures += 1) {
      const attempt = await this.#attempt(request);
      if (attempt.outcome === 'answered') return attempt.text;
      if (attempt.outcome === 'refused') throw this.#refusal(attempt.status, attempt.text);
      const delay = retryDelayMs(failures, attempt.retryAfter, Date.now(), Math.random());
      if (Date.now() + delay - begun > request.patienceMs) throw this.#unreachable(attempt.reason);
      this.#onWait(`${attempt.reason}; trying again in ${(delay / 1_000).toFixed(1)} s`);
      await sleep(delay, undefined, { signal: this.#signal });
    }
  }

  async #attempt({ method, path, body }: Request): Promise<Attempt> {
    const { url, token } = this.#server;
    this.#signal.throwIfAborted();
    // One controller for both ends: what AbortSignal.any() makes of a timeout can be collected before it fires (Node 20).
    const ending = new AbortController();
    const end = (): void => {
      ending.abort(new Error('the server does not answer'));
    };
    const timer = setTimeout(end, this.#timeoutMs);
    this.#signal.addEventListener('abort', end);
    try {
      const answer = await fetch(url + path, {
        method,
        body,
        headers: {
          authorization: `Bearer ${token}`,
          [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
          ...(body === null ? {} : { 'content-type': 'application/json' }),
        },
        signal: ending.signal,
      });
      const text = await answer.text();
      if (ANSWERED.has(answer.status)) return { outcome: 'answered', text };
      if (!RETRIED.has(answer.status)) return { outcome: 'refused', status: answer.status, text };
      const retryAfter = answer.headers.get('retry-after');
      return { outcome: 'again', reason: `the server answered ${answer.status}`, retryAfter };
    } catch (error) {
      this.#signal.throwIfAborted();
      return { outcome: 'again', reason: reasonOf(error), retryAfter: null };
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener('abort', end);
    }
  }

  #refusal(status: number, text: string): ImportStopped {
    const { url } = this.#server;
    if (status === 401) return stopped(`${url} does not know the token: give another with --token.`);
    if (status === 403) {
      return stopped(
        `The token may not write for a subject: make one with \`${commandLine('token create --role subject')}\`.`,
      );
    }
    if (status === 404) return stopped(`There is no Daybook at ${url}: give its address with --url.`);
    const detail = detailOf(text);
    return stopped(`The server refused the batch (${status}${detail === '' ? '' : `: ${detail}`}).`);
  }

  #unreachable(reason: string): ImportStopped {
    const sentence = `${this.#server.url} does not take the import (${reason}): see that the server runs, then send the file again; what has arrived is recognised.`;
    return new ImportStopped(sentence, EXIT.problem);
  }
}

function stopped(sentence: string): ImportStopped {
  return new ImportStopped(sentence, EXIT.usage);
}

function detailOf(text: string): string {
  try {
    return (JSON.parse(text) as Partial<Problem>).detail ?? '';
  } catch {
    return '';
  }
}

/** fetch() says "fetch failed" and keeps what happened in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof AggregateError) return reasonOf(cause.errors[0]);
  return cause instanceof Error ? cause.message : String(cause);
}
