import type { ProblemCode } from '@daybook/contract';
import type { Caller } from '../access/caller.js';
import type { WideEvent } from '../observing/wide-event.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Becomes the request's one line in the log. */
    wideEvent: WideEvent;
    /** Who is asking; `null` on public routes. */
    caller: Caller | null;
    /** Whose data it is about, once the guard has agreed. */
    subjectId: string | null;
  }

  interface FastifyContextConfig {
    /** A route under `/api` that needs no token. */
    public?: true;
    /** Milliseconds that the answer may take, where 30 s do not fit; `null` for a stream, which has no end. */
    deadlineMs?: number | null;
    /** What a body over the limit is called on this route, where `payload_too_large` does not say how to mend it. */
    tooLarge?: ProblemCode;
    /** Each item of the body has a verdict of its own, also on its depth and its strings. */
    itemwise?: true;
  }
}
