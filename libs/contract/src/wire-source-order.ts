/**
 * The subject's own order of sources. `manual` always comes first and is never listed; sources that are not listed
 * follow in the registry's order. Without an order of one's own the list is empty and the rest is `null`.
 */
export interface WireSourceOrder {
  readonly sources: readonly string[];
  readonly mutationId: string | null;
  readonly revision: number;
  readonly updatedAt: string | null;
}

/** The body of `PUT /api/source-order`. */
export interface SourceOrderRequest {
  readonly id: string;
  readonly sources: readonly string[];
}
