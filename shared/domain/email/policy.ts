/**
 * The company's settings for addresses. Where the behavior of servers is unknown, this file contains the default
 * (docs/domain/neo.md#unknown).
 */
export interface EmailPolicy {
  /** The company's mail domains with their sub-domains; empty if not set. */
  readonly companyDomains: readonly string[];
  /** Former domains and their replacement after a rebranding or merger. Applies to the domain itself, not to its sub-domains. */
  readonly aliasDomains: readonly { readonly from: string; readonly to: string }[];
  /** How servers compare letters, which is unknown for NEO and Amazon. Affects a severity, never the match rules. */
  readonly caseComparison: 'exact' | 'ignore';
}

/** Default without company data, with exact comparison by the servers. */
export const DEFAULT_EMAIL_POLICY: EmailPolicy = { companyDomains: [], aliasDomains: [], caseComparison: 'exact' };
