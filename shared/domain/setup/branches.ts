/** Which of the manual's ways a company goes; `null` = nobody has said yet. Source: manual, 1 and the notes of 2. */
export interface Branches {
  /** No account yet, one already there, or one that is registered anew (the manual then goes back to 1). */
  readonly account: 'new' | 'existing' | 'again' | null;
  /** Whether another product's link with Amazon Business is in use: then Amazon's support has to be asked first. */
  readonly otherIntegration: boolean | null;
}

export const ACCOUNT_BRANCHES = ['new', 'existing', 'again'] as const satisfies readonly Branches['account'][];
export const NO_BRANCHES: Branches = { account: null, otherIntegration: null };

export const isChosen = ({ account, otherIntegration }: Branches): boolean => account !== null && otherIntegration !== null;
