/** Numbers of people of one audit. */
export interface AuditCounts {
  readonly inScope: number;
  readonly ready: number;
  readonly blocked: number;
}

/**
 * The headline number of an audit. `orders`: people who can order. `matching`: some gates were not checked for anybody, so only people
 * without findings are counted, not people able to order.
 */
export function getMeasure({ inScope, ready, blocked }: AuditCounts): { readonly kind: 'orders' | 'matching'; readonly people: number } {
  return ready > 0 || blocked === inScope ? { kind: 'orders', people: ready } : { kind: 'matching', people: inScope - blocked };
}
