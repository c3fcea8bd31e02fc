/** What requests come to together. */
export interface Amounts {
  /** In yen, of those that tell their amount. */
  readonly yen: number;
  /** Requests whose amount the source does not tell: the sum is at least `yen`. */
  readonly unknown: number;
}

export const NO_AMOUNTS: Amounts = { yen: 0, unknown: 0 };

export const addAmount = ({ yen, unknown }: Amounts, amount: number | null): Amounts =>
  amount === null ? { yen, unknown: unknown + 1 } : { yen: yen + amount, unknown };

export const amountsOf = (requests: readonly { readonly amount: number | null }[]): Amounts =>
  requests.reduce((sum, { amount }) => addAmount(sum, amount), NO_AMOUNTS);
