/** Settings of the company for addresses. Unknown behavior of servers has a default here (docs/domain/neo.md#unknown). */
export interface EmailPolicy {
  /** The company's mail domains with their sub-domains; empty if not set. */
  readonly companyDomains: readonly string[];
  /** Domains of the same people, old to new (rebranding, merger). Only the domain itself, never its sub-domains. */
  readonly aliasDomains: readonly { readonly from: string; readonly to: string }[];
  /** Whether NEO and Amazon compare letters exactly is not known: this informs a severity, never the match rules. */
  readonly caseComparison: 'exact' | 'ignore';
}

/** Nothing known about the company, and the strictest reading of the servers. */
export const DEFAULT_EMAIL_POLICY: EmailPolicy = { companyDomains: [], aliasDomains: [], caseComparison: 'exact' };
