/** Alternatives of the manual that apply to a company; `null` = not chosen. Source: manual, 1 and the notes of 2. */
export interface SetupBranches {
  /** No account yet, an existing one, or a newly registered one (the manual then returns to 1). */
  readonly account: 'new' | 'existing' | 'again' | null;
  /** Whether another product's integration with Amazon Business is in use. Then Amazon's support must be contacted first. */
  readonly otherIntegration: boolean | null;
}

export const ACCOUNT_BRANCHES = ['new', 'existing', 'again'] as const satisfies readonly SetupBranches['account'][];
export const NO_BRANCHES: SetupBranches = { account: null, otherIntegration: null };

export const areBranchesChosen = ({ account, otherIntegration }: SetupBranches): boolean => account !== null && otherIntegration !== null;
