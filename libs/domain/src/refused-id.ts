import type { MutationIdCheck } from './mutation-id.js';
import type { Rejection } from './rejection.js';

/** The refusal of a mutation id, with the wait after which it passes if time alone mends it. */
export function refusedId({ code, detail, retryAfter }: Extract<MutationIdCheck, { ok: false }>): Rejection {
  return { code, pointer: '/id', detail, ...(retryAfter !== undefined && { retryAfter }) };
}
