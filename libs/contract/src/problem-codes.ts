import type { RejectionCode } from '@daybook/domain';

/**
 * What a client has to do about a problem beside reading `detail`: `authenticate` (get a token), `resync` (throw
 * the copy away and take a snapshot), `upgrade` (the client is too old).
 */
export type ProblemAction = 'authenticate' | 'resync' | 'upgrade';

/** Why a request as a whole was refused. Refusals of one item are the domain's {@link RejectionCode}. */
export type RequestProblemCode =
  | 'bad_request'
  | 'malformed_json'
  | 'invalid_request'
  | 'too_deep'
  | 'invalid_cursor'
  | 'unauthenticated'
  | 'cross_site_request'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'cursor_expired'
  | 'too_many_events'
  | 'payload_too_large'
  | 'batch_too_large'
  | 'uri_too_long'
  | 'unsupported_media_type'
  | 'unsupported_encoding'
  | 'protocol_too_old'
  | 'rate_limited'
  | 'headers_too_large'
  | 'internal'
  | 'overloaded'
  | 'unavailable'
  | 'draining'
  | 'deadline_exceeded';

export type ProblemCode = RejectionCode | RequestProblemCode;

/** `retryable`: whether the same request can succeed later without a change by its sender. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly retryable: boolean;
  readonly action?: ProblemAction;
}

/**
 * Every code that the API answers with, as the `code` of a problem (`type` is `urn:daybook:problem:<code>`), of an
 * entry of its `errors`, or of a rejected item. The comments are the manual page.
 */
export const PROBLEMS = {
  // The request as a whole

  /** The request is not HTTP that this server can read. Fix the client. */
  bad_request: { status: 400, title: 'Bad request', retryable: false },
  /** The body is not JSON in UTF-8. */
  malformed_json: { status: 400, title: 'Malformed JSON', retryable: false },
  /** The body or a parameter has a wrong shape; `errors` lists every field. Also the code of such a field. */
  invalid_request: { status: 400, title: 'Invalid request', retryable: false },
  /** The JSON is nested deeper than 10 levels. */
  too_deep: { status: 400, title: 'JSON nested too deeply', retryable: false },
  /** The cursor or resume token is garbage, of another subject, or of another set of `entities`. Begin without one. */
  invalid_cursor: { status: 400, title: 'Invalid cursor', retryable: false },
  /** No token, or one that is unknown, expired or revoked. Sign in or pair again; keep the outbox. */
  unauthenticated: {
    status: 401,
    title: 'Authentication required',
    retryable: false,
    action: 'authenticate',
  },
  /** A write with the session cookie came from a page of another origin. */
  cross_site_request: { status: 403, title: 'Cross-site request refused', retryable: false },
  /** The token's role may not do this to anybody, so that the answer tells nothing of a subject. */
  forbidden: { status: 403, title: 'Permission denied', retryable: false },
  /** There is no such route or resource, or it belongs to someone else: the two answer alike. */
  not_found: { status: 404, title: 'Not found', retryable: false },
  /** The resource exists but not with this method; `Allow` names those that it has. */
  method_not_allowed: { status: 405, title: 'Method not allowed', retryable: false },
  /** The request did not arrive in full within 30 s, its headers within 10 s. */
  request_timeout: { status: 408, title: 'Request timed out', retryable: true },
  /** The cursor is ahead of the head, below the floor that compaction left, or of an older epoch; an auditor's `after` is of before a restore. */
  cursor_expired: { status: 410, title: 'Cursor expired', retryable: false, action: 'resync' },
  /** The body is larger than 1 MiB after inflation, or a parameter longer than 1 024 characters. */
  payload_too_large: { status: 413, title: 'Payload too large', retryable: false },
  /** The batch has more than 500 items or is larger than 1 MiB after inflation. Split it; the ids stay. */
  batch_too_large: { status: 413, title: 'Batch too large', retryable: false },
  /** The URL or a part of its path is too long. */
  uri_too_long: { status: 414, title: 'URI too long', retryable: false },
  /** The body is not `application/json`. */
  unsupported_media_type: { status: 415, title: 'Unsupported media type', retryable: false },
  /** `Content-Encoding` is none of gzip, br, deflate and identity. */
  unsupported_encoding: { status: 415, title: 'Unsupported content encoding', retryable: false },
  /** `Daybook-Protocol` is older than this server understands. Upgrade the client; keep its outbox. */
  protocol_too_old: { status: 426, title: 'Protocol too old', retryable: false, action: 'upgrade' },
  /** `asOf` would have to fold more events of these days than 20 s allow. Ask for fewer days, or name a type. */
  too_many_events: { status: 422, title: 'Too many events', retryable: false },
  /** Too many requests, or too many long polls and streams of one token. Wait for `Retry-After`. */
  rate_limited: { status: 429, title: 'Too many requests', retryable: true },
  /** The request's headers are larger than 16 KiB. */
  headers_too_large: { status: 431, title: 'Headers too large', retryable: false },
  /** A fault of the server. The same request is safe to send again: mutation ids make it so. */
  internal: { status: 500, title: 'Internal server error', retryable: true },
  /** Too many writes wait, or too many long polls and streams are open. Wait for `Retry-After`. */
  overloaded: { status: 503, title: 'Overloaded', retryable: true },
  /** The database cannot be reached. Wait for `Retry-After`. */
  unavailable: { status: 503, title: 'Service unavailable', retryable: true },
  /** This process is shutting down. Send the request again; another process, or the next one, answers. */
  draining: { status: 503, title: 'Shutting down', retryable: true },
  /** The server could not answer within 30 s. Whether a write happened is unknown: send it again. */
  deadline_exceeded: { status: 503, title: 'Deadline exceeded', retryable: true },

  // One item, or one field

  /** A member that is needed is absent. */
  required: { status: 422, title: 'Required', retryable: false },
  /** A member has the wrong JSON type. */
  invalid_type: { status: 422, title: 'Invalid type', retryable: false },
  /** An id is not a UUID, or a mutation id is not a hyphenated UUIDv7. */
  invalid_uuid: { status: 422, title: 'Invalid UUID', retryable: false },
  /** The mutation id's time is more than 60 s ahead of the server's clock. The same item passes after `retryAfter`. */
  future_timestamp: { status: 422, title: 'Future timestamp', retryable: true },
  /** A value is of the right type but not one that is possible here. */
  invalid_value: { status: 422, title: 'Invalid value', retryable: false },
  /** A date that is no calendar date, or an instant that is not ISO 8601 with an offset. */
  invalid_date: { status: 422, title: 'Invalid date', retryable: false },
  /** `timeZone` is no IANA name. */
  invalid_time_zone: { status: 422, title: 'Invalid time zone', retryable: false },
  /** `endAt` lies before `startAt`. */
  invalid_interval: { status: 422, title: 'Invalid interval', retryable: false },
  /** `source` is no lower-case name of up to 32 characters, or not one that this token may write as. */
  invalid_source: { status: 422, title: 'Invalid source', retryable: false },
  /** A text or `details` is longer than its limit. */
  too_long: { status: 422, title: 'Too long', retryable: false },
  /** A member that this server does not know. Keep the item: a newer server may know it. */
  unknown_field: { status: 422, title: 'Unknown field', retryable: true },
  /** A member that is known but means nothing on this kind of item. */
  unexpected_field: { status: 422, title: 'Unexpected field', retryable: false },
  /** A metric that this server does not know. Keep the item: a newer server may know it. */
  unknown_type: { status: 422, title: 'Unknown metric type', retryable: true },
  /** The metric does not accept the unit; `detail` lists those that it does. */
  unit_not_accepted: { status: 422, title: 'Unit not accepted', retryable: false },
  /** The value is outside the metric's plausible range, which `detail` names. */
  value_out_of_range: { status: 422, title: 'Value out of range', retryable: false },
  /** The identifier or the day inside a `stats:` external id contradicts `type` or `localDate`. */
  external_id_mismatch: { status: 422, title: 'External id mismatch', retryable: false },
  /** A sample with this external id has other content. Send it under a new external id and retract the old. */
  external_id_conflict: { status: 409, title: 'External id conflict', retryable: false },
  /** Only day totals and manual samples can be corrected. Retract the record and send it again, or override the day. */
  not_correctable: { status: 422, title: 'Not correctable', retryable: false },
  /** The record is not known yet, which an item on its way may change. In a path of `PATCH` it is a 404. */
  unknown_measurement: { status: 422, title: 'Unknown measurement', retryable: true },
  /** `If-Match` named a revision that is no longer the current one. Read the record and decide again. */
  revision_mismatch: { status: 412, title: 'Revision mismatch', retryable: false },
  /** A metric of this code is already defined with other content. Choose another code. */
  metric_type_conflict: { status: 409, title: 'Metric type conflict', retryable: false },
  /** The subject has 500 metrics of their own. Use one that is defined. */
  too_many_metric_types: { status: 422, title: 'Too many metric types', retryable: false },
  /** More than 25 000 days have several sources: a new order cannot decide them all at once. Retract those of a source. */
  too_many_days: { status: 422, title: 'Too many days', retryable: false },
  /** The code of an own metric is not `x_` and lower-case letters, digits and underscores. */
  invalid_metric_code: { status: 422, title: 'Invalid metric code', retryable: false },
} as const satisfies Record<ProblemCode, ProblemKind>;

/** What a code means. Only the table's own literal types are narrower. */
export function problemKind(code: ProblemCode): ProblemKind {
  return PROBLEMS[code];
}

/** The prefix of every problem's `type`. */
export const PROBLEM_TYPE_PREFIX = 'urn:daybook:problem:';
