import type { Confidence, EvidenceKey } from './evidence/evidence.ts';

/** Finding codes, severities and sides. They are public and stable, because reports, the command line and tests use them. */

export type Severity = 'block' | 'risk' | 'note';
export type Side = 'neo' | 'amazon' | 'both';

/** The gates an order passes, numbered as in docs/glossary.md#the-eight-gates. */
export type Gate = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

interface FindingKind {
  readonly severity: Severity;
  readonly side: Side;
  /** The gate closed by this finding; `null` if it affects no order today. */
  readonly gate: Gate | null;
}

const kind = (severity: Severity, side: Side, gate: Gate | null): FindingKind => ({ severity, side, gate });

/** All finding codes with severity, responsible side and gate. The order is the display order for one person. */
export const FINDING_KINDS = {
  'user-suspended': kind('risk', 'neo', null),
  'user-state-unknown': kind('risk', 'neo', 2),
  'integration-incomplete': kind('block', 'neo', 1),
  'po-url-suspicious': kind('risk', 'neo', 1),
  'checkout-not-active': kind('block', 'amazon', 1),
  'work-email-missing': kind('block', 'neo', 3),
  'other-email-matches': kind('block', 'neo', 3),
  'work-email-malformed': kind('block', 'neo', 3),
  'work-email-duplicate': kind('block', 'neo', 3),
  'work-email-swapped': kind('risk', 'neo', 3),
  'email-differs-whitespace': kind('block', 'both', 4),
  'email-differs-invisible': kind('block', 'both', 4),
  'email-differs-domain-form': kind('block', 'both', 4),
  'email-differs-case': kind('block', 'both', 4),
  'email-differs-width': kind('block', 'both', 4),
  'email-differs-dash': kind('block', 'both', 4),
  'email-differs-composition': kind('block', 'both', 4),
  'email-differs-alias-domain': kind('block', 'both', 4),
  'email-differs-plus-tag': kind('block', 'both', 4),
  'email-differs-provider-rule': kind('block', 'both', 4),
  'email-differs-lookalike': kind('block', 'both', 4),
  'email-differs-typo': kind('block', 'both', 4),
  'person-match': kind('block', 'both', 4),
  'amazon-user-missing': kind('block', 'amazon', 4),
  'amazon-email-duplicate': kind('block', 'amazon', 4),
  'amazon-user-inactive': kind('block', 'amazon', 4),
  'amazon-invitation-pending': kind('block', 'amazon', 4),
  'amazon-invitation-expiring': kind('block', 'amazon', 4),
  'amazon-invitation-expired': kind('block', 'amazon', 4),
  'punchout-role-missing': kind('block', 'amazon', 4),
  'amazon-state-unknown': kind('risk', 'amazon', 4),
  'punchout-role-unknown': kind('risk', 'amazon', 4),
  'purchasing-group-missing': kind('block', 'amazon', 4),
  'no-invoice-group': kind('block', 'neo', 5),
  'invoice-code-near-miss': kind('block', 'both', 5),
  'invoice-code-malformed': kind('block', 'neo', 5),
  'invoice-code-unmatched': kind('block', 'both', 5),
  'route-missing': kind('block', 'neo', 6),
  'route-incomplete': kind('block', 'neo', 6),
  'route-not-open-to-user': kind('block', 'neo', 6),
  'route-step-vacant': kind('block', 'neo', 6),
  'route-self-approval': kind('block', 'neo', 6),
  'route-approver-inactive': kind('block', 'neo', 6),
  'serial-missing': kind('block', 'neo', 7),
  'serial-exhausted': kind('block', 'neo', 7),
  'route-outlives-lock': kind('risk', 'neo', 8),
  'private-domain': kind('risk', 'neo', null),
  'foreign-domain': kind('risk', 'neo', null),
  'shared-mailbox': kind('risk', 'neo', null),
  'directory-disabled': kind('risk', 'both', null),
  'directory-missing': kind('note', 'both', null),
  'amazon-user-of-suspended': kind('risk', 'amazon', null),
  'amazon-orphan': kind('note', 'amazon', null),
} as const satisfies Record<string, FindingKind>;

export type FindingCode = keyof typeof FINDING_KINDS;
export const FINDING_CODES = Object.keys(FINDING_KINDS) as readonly FindingCode[];

/** A reason for display: a key below `reason.` in the messages (or a full key containing dots) with ICU arguments. */
export interface FindingReason {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** An address that may be entered on one side: valid and not used by another person on either side. */
export interface WritableAddress {
  /** The side to change. */
  readonly side: 'neo' | 'amazon';
  readonly address: string;
}

/** A suggested address with confidence and reasons. */
export interface SuggestedAddress extends WritableAddress {
  readonly confidence: Confidence;
  /** Evidence for the address, then for the owner of the account, in the order of `EVIDENCE_KEYS`. */
  readonly reasons: readonly EvidenceKey[];
}

/** The value that makes both sides equal. It is displayed, never applied automatically. Missing if the evidence does not decide. */
export interface Suggestion extends SuggestedAddress {
  /** True if the first alternative is equally likely, so that a user must choose. */
  readonly ambiguous: boolean;
  /** Other possible addresses, best first. */
  readonly alternatives: readonly SuggestedAddress[];
}

/** One finding. Indexes refer to the audited directory; `-1` = no record on that side, both `-1` = about the company. */
export interface Finding {
  readonly code: FindingCode;
  readonly neoIndex: number;
  readonly amazonIndex: number;
  readonly reason: FindingReason;
  readonly suggestion: Suggestion | null;
  /** The affected object if a code can occur several times: the id of a route's step. */
  readonly subject?: string;
  /** Present if the policy changes the severity of this finding. Read it with `getFindingSeverity`. */
  readonly severity?: Severity;
  /** Present if evidence determines the side of a code that leaves it open. Read it with `ownerOf`. */
  readonly side?: Exclude<Side, 'both'>;
}

/** The severity of a finding: that of its code, unless the policy changes it. */
export const getFindingSeverity = (finding: Finding): Severity => finding.severity ?? FINDING_KINDS[finding.code].severity;

/** True if a finding results from the configuration and concerns everyone in scope. */
export const isAboutCompany = ({ neoIndex, amazonIndex }: Finding): boolean => neoIndex < 0 && amazonIndex < 0;

const MAYBE = new Set(['amazon-orphan-maybe', 'amazon-user-of-suspended-maybe']);
/** True if an account without owner, or of a leaver, may belong to another person. */
export const mayHaveOwner = ({ reason }: Pick<Finding, 'reason'>): boolean => MAYBE.has(reason.key);
