import { HttpException, NotFoundException } from '@nestjs/common';
import type { ProblemCode } from '@daybook/contract';
import { OutcomeUnknown, Overloaded, UnknownSubject } from '@daybook/event-log';
import { ExpiredPlace, InvalidPlace } from '@daybook/projections';
import { errorCode } from './error-code.js';
import { ProblemError, invalidParameter, noSuchRoute, notFound } from './problem-error.js';

/** Long enough for a database to restart or fail over, short enough to go unnoticed by a background sync. */
const DATABASE_RETRY_SECONDS = 5;

interface Meaning {
  readonly code: ProblemCode;
  readonly detail: string;
}

const FRAMEWORK_CODES: Readonly<Record<string, Meaning>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported_media_type',
    detail: 'send the body as application/json',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'payload_too_large', detail: 'send at most 1 MiB of body' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    code: 'bad_request',
    detail: 'the body is not as long as Content-Length says',
  },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'uri_too_long', detail: 'shorten the path' },
  FST_ERR_BAD_URL: { code: 'bad_request', detail: 'the path is not valid percent-encoding' },
};

const STATUSES: Readonly<Record<number, Meaning>> = {
  400: { code: 'bad_request', detail: 'the server cannot read this request' },
  413: { code: 'payload_too_large', detail: 'send at most 1 MiB of body' },
  414: { code: 'uri_too_long', detail: 'shorten the path' },
  415: { code: 'unsupported_media_type', detail: 'send the body as application/json' },
  429: { code: 'rate_limited', detail: 'too many requests: wait as long as Retry-After says' },
  431: { code: 'headers_too_large', detail: 'send at most 16 KiB of headers' },
};

/** What an error means to the client. Whatever is not known is `internal`: nothing of it leaves the server. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof UnknownSubject) return notFound();
  if (error instanceof InvalidPlace) return invalidParameter('after', 'invalid_value', error.message);
  if (error instanceof ExpiredPlace) return new ProblemError('cursor_expired', error.message);
  if (error instanceof Overloaded) {
    const detail = 'too many writes are waiting: send the same request again after Retry-After';
    return new ProblemError('overloaded', detail, { retryAfter: error.retryAfterSeconds });
  }
  if (error instanceof OutcomeUnknown || isDatabaseAway(error)) {
    const detail = 'the database cannot be reached: send the same request again after Retry-After';
    return new ProblemError('unavailable', detail, { retryAfter: DATABASE_RETRY_SECONDS });
  }
  if (error instanceof NotFoundException) return noSuchRoute();
  const meaning = frameworkMeaning(error);
  if (meaning) return new ProblemError(meaning.code, meaning.detail);
  return new ProblemError(
    'internal',
    'the server failed: send the same request again, mutation ids keep it safe',
  );
}

/** Nest wraps the framework's errors and keeps them as the cause. */
function frameworkMeaning(error: unknown): Meaning | undefined {
  const code = errorCode(error) ?? errorCode((error as Error | undefined)?.cause);
  if (code !== undefined && FRAMEWORK_CODES[code]) return FRAMEWORK_CODES[code];
  return error instanceof HttpException ? STATUSES[error.getStatus()] : undefined;
}

/** The socket's own codes, and the SQLSTATEs of a server that goes, comes, has no place, or cancelled the statement. */
function isDatabaseAway(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined)
    return /^(08...|57P0[123]|25P0[34]|57014|55P03|53[234]00|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND)$/u.test(
      code,
    );
  return (
    error instanceof Error &&
    /^(timeout exceeded when trying to connect|Connection terminated|Client .+ is not queryable)/u.test(
      error.message,
    )
  );
}
