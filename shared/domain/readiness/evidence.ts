/**
 * Why a person and an account may belong together, or may not: the closed list, with how much each reason weighs. A weight is the
 * share by which the remaining doubt shrinks; a factor below zero takes that share of the score away. Our choice, in the order of
 * docs/domain/matching.md#match-rules (the surer the rule, the higher), rule 13 for people. A score ranks and becomes a word; nobody is shown points.
 */
const EVIDENCE_WEIGHTS = {
  'same-employee-code': 0.75,
  'same-name': 0.45,
  'same-name-variant': 0.4,
  'same-name-swapped': 0.4,
  'same-name-kana': 0.35,
  'same-name-romaji': 0.35,
  'name-in-address': 0.4,
  'initial-in-address': 0.15,
  'same-organization': 0.2,
  'other-field-mobile': 0.75,
  'other-field-home': 0.75,
  'other-field-other': 0.75,
  'part-of-cell': 0.75,
  'differs-only-whitespace': 0.95,
  'differs-only-invisible': 0.95,
  'differs-only-domain-form': 0.95,
  'differs-only-case': 0.95,
  'differs-only-width': 0.95,
  'differs-only-dash': 0.9,
  'differs-only-composition': 0.9,
  'differs-only-alias-domain': 0.85,
  'differs-only-plus-tag': 0.8,
  'differs-only-provider-rule': 0.8,
  'differs-only-lookalike': 0.75,
  'typo-similar-shape': 0.6,
  'typo-neighbour-key': 0.6,
  'typo-swapped': 0.6,
  'typo-missing': 0.5,
  'typo-extra': 0.5,
  'typo-replaced': 0.45,
  'other-name': -0.3,
  'other-employee-code': -0.6,
} as const;

/**
 * Why one of two addresses is the right one: the closed list. All are said of the address that is right. `decides` on its own;
 * `supports` is taken alone too where nothing speaks against it, but is less sure.
 */
export const SIDE_EVIDENCE = {
  'directory-address': 'decides',
  'company-domain': 'decides',
  'usual-domain': 'supports',
  'new-domain': 'supports',
  'other-private': 'supports',
  'other-empty': 'decides',
  'other-malformed': 'decides',
  'other-lookalike': 'decides',
  'other-unclean': 'decides',
  'other-capitals': 'decides',
  'other-tagged': 'supports',
  'company-habit': 'supports',
  'same-as-before': 'supports',
  'newly-changed': 'supports',
} as const;

export type SideEvidence = keyof typeof SIDE_EVIDENCE;
export type IdentityEvidence = keyof typeof EVIDENCE_WEIGHTS;
export type EvidenceKey = SideEvidence | IdentityEvidence;
/** Of both questions (which address is right, whose account it is), in the order in which they are told. */
export const EVIDENCE_KEYS = [...Object.keys(SIDE_EVIDENCE), ...Object.keys(EVIDENCE_WEIGHTS)] as readonly EvidenceKey[];

/** How sure an advice is. A person reads words, never points. */
export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** The surest score of the two lower words; our choice, as the weights are. */
const HIGH_SCORE = 80;
const MEDIUM_SCORE = 60;

/** The word for a score of `scoreOf`. */
export const confidenceOf = (score: number): Confidence => (score >= HIGH_SCORE ? 'high' : score >= MEDIUM_SCORE ? 'medium' : 'low');

/** The lower of two words. */
export const lessSure = (a: Confidence, b: Confidence): Confidence => (CONFIDENCES.indexOf(a) > CONFIDENCES.indexOf(b) ? a : b);

/**
 * Whether this is one person, 0 to 100: the doubt left by all the reasons together, less what speaks against. More reasons for it never
 * lower it; which address is right is another question, and adds nothing here.
 */
export function scoreOf(reasons: readonly EvidenceKey[]): number {
  let doubt = 1;
  let against = 1;
  for (let at = 0; at < reasons.length; at++) {
    const reason = reasons[at] as EvidenceKey;
    if (reasons.indexOf(reason) < at) continue;
    const weight: number = reason in SIDE_EVIDENCE ? 0 : EVIDENCE_WEIGHTS[reason as IdentityEvidence];
    if (weight > 0) doubt *= 1 - weight;
    else against *= 1 + weight;
  }
  return Math.round(100 * (1 - doubt) * against);
}
