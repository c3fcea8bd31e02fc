import type { Confidence, EvidenceKey } from './evidence.ts';

/** Finding codes, severities and sides: public and stable (reports, command line, tests). */

export type Severity = 'block' | 'risk' | 'note';
export type Side = 'neo' | 'amazon' | 'both';

/** The gates an order passes, numbered as in docs/glossary.md#the-eight-gates. */
export type Gate = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

interface FindingKind {
  readonly severity: Severity;
  readonly side: Side;
  /** The gate this finding closes; `null` when it concerns nobody's order today. */
  readonly gate: Gate | null;
}

const kind = (severity: Severity, side: Side, gate: Gate | null): FindingKind => ({ severity, side, gate });

/**
 * Every code the audit can give, with its severity, the side that has to move, and its gate.
 * The order is the order in which reasons are told for one person.
 */
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

/** A reason in words: a key below `reason.` in the messages, or one with dots in it as it stands, and its ICU arguments. */
export interface Reason {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** An address that may be written on one side: sound, and nobody else's on either side. */
export interface Way {
  /** The side that would change. */
  readonly side: 'neo' | 'amazon';
  readonly address: string;
}

/** A way that is advised, with how sure it is and why. */
export interface SuggestedAddress extends Way {
  readonly confidence: Confidence;
  /** Why this address is the right one, then whose it is. From the closed list, in its order. */
  readonly reasons: readonly EvidenceKey[];
}

/** What to write so that both sides meet; shown, never applied by itself. There is none where the evidence does not decide. */
export interface Suggestion extends SuggestedAddress {
  /** The first alternative is as likely: a person must choose. */
  readonly ambiguous: boolean;
  /** Other addresses that would fit, best first. */
  readonly alternatives: readonly SuggestedAddress[];
}

/** One finding. The indices point into the audited directory; `-1` where that side has nobody, both = it concerns the whole company. */
export interface Finding {
  readonly code: FindingCode;
  readonly neoIndex: number;
  readonly amazonIndex: number;
  readonly reason: Reason;
  readonly suggestion: Suggestion | null;
  /** What of the company it is about, where a code can stand there more than once: the id of a route's step. */
  readonly subject?: string;
  /** Set where the policy weighs this one finding otherwise than its code; read it by `severityOf`. */
  readonly severity?: Severity;
}

/** How heavy a finding is: as its code says, unless the policy says otherwise. */
export const severityOf = (finding: Finding): Severity => finding.severity ?? FINDING_KINDS[finding.code].severity;

/** Whether a finding concerns everybody in scope: something of the company's own set-up. */
export const concernsCompany = ({ neoIndex, amazonIndex }: Finding): boolean => neoIndex < 0 && amazonIndex < 0;

const MAYBE = new Set(['amazon-orphan-maybe', 'amazon-user-of-suspended-maybe']);
/** Whether an account of nobody, or of somebody who has left, may be somebody's after all. */
export const mayBeSomebodys = ({ reason }: Pick<Finding, 'reason'>): boolean => MAYBE.has(reason.key);
