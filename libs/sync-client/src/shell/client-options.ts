import type { Entity } from '@daybook/contract';
import type { LiveChannel } from '../effects/effect-context.js';
import type { RetryPolicy } from '../machine/retry-policy.js';
import type { OpenStorage } from '../storage/storage.js';
import type { Predict } from '../view/claim.js';
import type { Environment } from './environment.js';
import type { TokenSource } from './http.js';

export interface ClientOptions {
  /** Where the server is, with `/api` or without; `''` for the page's own. */
  readonly url: string;
  /** The user id whose data this is. Storage and outbox belong to it and never leave under another sign-in. */
  readonly subject: string;
  readonly token: TokenSource;
  readonly storage: OpenStorage;
  /** What to keep here; everything if absent. A page that shows days needs `daily_aggregate` and `metric_type`. */
  readonly entities?: readonly Entity[];
  /** The source of records that name none: what this device is to the server. */
  readonly source?: string;
  /** What is left out is as in `DEFAULT_RETRY_POLICY`. */
  readonly retry?: Partial<RetryPolicy>;
  /** How changes arrive while there are any: by long polls, or over one open request with `eventStream()`. */
  readonly live?: LiveChannel | undefined;
  /** `predictByRegistry` of `@daybook/sync-client/metrics`, to show more of what waits than totals. */
  readonly predict?: Predict;
  readonly environment?: Environment;
}
