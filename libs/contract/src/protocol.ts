/**
 * The version of the wire protocol that this code speaks. Clients that know it send it as `Daybook-Protocol`; one
 * that is older than {@link OLDEST_PROTOCOL_VERSION} is answered 426 `protocol_too_old`.
 */
export const PROTOCOL_VERSION = 1;

/** The oldest protocol that this server still understands. It rises only when keeping it would cost correctness. */
export const OLDEST_PROTOCOL_VERSION = 1;

export const PROTOCOL_HEADER = 'Daybook-Protocol';

/**
 * Names the subject that the client takes its request to be about. Under anybody else's sign-in it is answered 404,
 * before anything is read or written.
 */
export const SUBJECT_HEADER = 'Daybook-Subject';
