/**
 * The limits that a client can meet on the wire, each with its reason. A client may rely on them: they only ever
 * become wider within one protocol version.
 */

/** 500 items of the usual 250 bytes are 125 kB: eight times that fits, and one body still parses in about 10 ms. */
export const BODY_MAX_BYTES = 1_048_576;

/** Enough that a year of ten day totals takes eight requests, few enough that one batch commits in some 20 ms. */
export const BATCH_MAX_ITEMS = 500;

/** CoachFit's own bound on `steps` and `sleep_records`: a year and a month. */
export const INGEST_MAX_ITEMS = 400;

/** The envelope, the items, an item and its `details` are four levels; six more are left for what `details` holds. */
export const JSON_MAX_DEPTH = 10;

/** Longer than any name, identifier, cursor or device that is sent; the fields of an item have narrower bounds. */
export const STRING_MAX_LENGTH = 1_024;

/** A page of 1 000 changes is some 500 kB of JSON: more saves no round trip worth having. */
export const PAGE_MAX_ROWS = 1_000;

/** The page size of a client that names none. */
export const PAGE_DEFAULT_ROWS = 500;

/** A year and a month of days are answered whole, so that a page never shows half a period. */
export const DAYS_MAX = 400;

/** Longer long polls are cut by proxies and phone networks, whose idle time-outs begin at 30 to 60 s. */
export const WAIT_MAX_SECONDS = 30;

/** Echoed into logs and into the log of commits; 128 visible ASCII characters hold every usual form. */
export const REQUEST_ID_MAX_LENGTH = 128;

/** `recorded_at` may lie 5 s off the database's clock, so that an older `asOf` can no longer gain events. */
export const SETTLED_AFTER_MS = 10_000;

/** A stream that is silent for two heartbeats is dead: proxies drop idle connections from 30 s on. */
export const HEARTBEAT_MS = 15_000;

/** No request has as many fields; only names that nobody knows are as many as a body holds, and not all are told back. */
export const FIELD_ERRORS_MAX = 100;
