import type { WireVerdict } from '@daybook/contract';

/**
 * How a mutation ended: the server's verdict; `replaced` by a newer one before it was sent; `discarded` by hand; or
 * `settled_earlier`, when nothing of that key waits here: its verdict is no longer kept, or there never was one.
 */
export type Outcome =
  | WireVerdict
  | { readonly status: 'replaced'; readonly by: string }
  | { readonly status: 'discarded' }
  | { readonly status: 'settled_earlier' };
