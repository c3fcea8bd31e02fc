/** A company's own rules for routes. Every rule is optional. */
export interface CompanyRules {
  /** Minimum number of approving or deciding steps; 0 = no rule. */
  readonly fewestApprovals: number;
  /** Maximum number of steps; `null` = no rule. Comparable products allow 5 to 20 (docs/domain/neo.md#practice). */
  readonly mostSteps: number | null;
  /** True if people may not act on their own application. */
  readonly forbidSelfApproval: boolean;
  /**
   * True if steps should name posts and organizations instead of people, because people must be reviewed at every transfer
   * (docs/domain/neo.md#practice).
   */
  readonly discourageNamedPeople: boolean;
  /**
   * Required approvals by amount in yen. A route for Amazon orders cannot branch by amount (docs/domain/neo.md#branches), so it must
   * satisfy all tiers.
   */
  readonly amountTiers: readonly AmountTier[];
}

export interface AmountTier {
  readonly from: number;
  readonly approvers: string;
  /** Minimum number of steps that approve or decide; 0 = not checked. */
  readonly fewestApprovals: number;
}

export const DEFAULT_COMPANY_RULES: CompanyRules = {
  fewestApprovals: 1,
  mostSteps: null,
  forbidSelfApproval: false,
  discourageNamedPeople: true,
  amountTiers: [],
};
