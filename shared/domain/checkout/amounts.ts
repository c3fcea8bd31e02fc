/** The sum of several requests. */
export interface Amounts {
  /** Sum in yen of the requests with a known amount. */
  readonly yen: number;
  /** Number of requests without an amount; the real sum is at least `yen`. */
  readonly unknown: number;
}

export const NO_AMOUNTS: Amounts = { yen: 0, unknown: 0 };

export const addAmount = ({ yen, unknown }: Amounts, amount: number | null): Amounts =>
  amount === null ? { yen, unknown: unknown + 1 } : { yen: yen + amount, unknown };

export const sumAmounts = (requests: readonly { readonly amount: number | null }[]): Amounts =>
  requests.reduce((sum, { amount }) => addAmount(sum, amount), NO_AMOUNTS);
