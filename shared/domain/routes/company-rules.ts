/** A company's own rules for routes: a small file of plain data. Every rule can be left off. */
export interface CompanyRules {
  /** At least so many steps that approve or decide; 0 = no such rule. */
  readonly fewestApprovals: number;
  /** At most so many steps; `null` = no such rule. Peers allow 5 to 20 (docs/domain/neo.md#practice). */
  readonly mostSteps: number | null;
  /** Nobody may act on the own application. */
  readonly forbidSelfApproval: boolean;
  /** Steps should name posts and organisations, not people: named people must be reviewed at every transfer (docs/domain/neo.md#practice). */
  readonly discourageNamedPeople: boolean;
  /** Who must approve from which amount in yen on. A route for Amazon orders cannot branch by amount (docs/domain/neo.md#branches): it has to do for all. */
  readonly amountTiers: readonly AmountTier[];
}

export interface AmountTier {
  readonly from: number;
  readonly approvers: string;
  /** At least so many steps that approve or decide; 0 = not checked. */
  readonly fewestApprovals: number;
}

export const DEFAULT_COMPANY_RULES: CompanyRules = {
  fewestApprovals: 1,
  mostSteps: null,
  forbidSelfApproval: false,
  discourageNamedPeople: true,
  amountTiers: [],
};
