import type { WireVerdict } from '@daybook/contract';

/**
 * How a mutation ended: the server's verdict; `replaced` by a newer one before it was sent; `discarded` by hand; or
 * `settled_earlier`, when its verdict is no longer kept here.
 */
export type Outcome =
  | WireVerdict
  | { readonly status: 'replaced'; readonly by: string }
  | { readonly status: 'discarded' }
  | { readonly status: 'settled_earlier' };
