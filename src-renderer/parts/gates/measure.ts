/** People of one look at a company: those who can order, those who cannot, and all who are asked about. */
export interface Counted {
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
}

/**
 * What a look can tell. `orders`: who can order. `matching`: gates that nobody has looked at leave open for everybody whether an order
 * passes, so that only the people for whom nothing was found are counted; they are not said to be able to order.
 */
export function measureOf({ inScope, ready, blocked }: Counted): { readonly kind: 'orders' | 'matching'; readonly people: number } {
  return ready > 0 || blocked === inScope ? { kind: 'orders', people: ready } : { kind: 'matching', people: inScope - blocked };
}
