/**
 * The server's own time limits in milliseconds, each with its reason; what a client can meet on the wire beside them
 * stands in the contract's limits.
 */

/** A phone on a bad network sends its headers in one or two packets; who needs longer holds a connection on purpose. */
export const HEADER_TIMEOUT_MS = 10_000;

/** 1 MiB in 30 s is 35 kB/s, less than any network a phone syncs over; and an answer after 30 s finds nobody waiting. */
export const REQUEST_TIMEOUT_MS = 30_000;

/** Node looks for timed-out connections this often; its own default of 30 s would make 10 s mean 40 s. */
export const TIMEOUT_CHECK_MS = 1_000;

/** A client that takes nothing for 30 s is gone, while the server keeps its stream and what waits in it. */
export const WRITE_STALL_MS = 30_000;

/** Idle connections are kept a little longer than the usual 60 s of a proxy, so that the proxy closes first. */
export const KEEP_ALIVE_MS = 65_000;

/** What is in flight when the process is told to stop gets this long; the orchestrator kills at 10 s or later. */
export const DRAIN_MS = 8_000;
