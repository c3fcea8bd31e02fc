/**
 * Evidence for or against a person owning an account, a closed list with weights. A positive weight reduces the remaining doubt by that
 * share; a negative one reduces the score by that share. The weights were chosen for this project, in the order of
 * docs/domain/matching.md#match-rules, rule 13 for people. Scores rank candidates and are shown only as words.
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
 * Evidence for the right one of two addresses, a closed list. `decides` is sufficient alone; `supports` counts only without contradicting
 * evidence, and with lower confidence.
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
/** Evidence about the right address and about the owner of an account, in display order. */
export const EVIDENCE_KEYS = [...Object.keys(SIDE_EVIDENCE), ...Object.keys(EVIDENCE_WEIGHTS)] as readonly EvidenceKey[];

/** Confidence of a suggestion; scores are not displayed. */
export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Minimum score of `high`. */
const HIGH_SCORE = 80;
const MEDIUM_SCORE = 60;

/** The confidence for a result of `computeEvidenceScore`. */
export const getConfidence = (score: number): Confidence => (score >= HIGH_SCORE ? 'high' : score >= MEDIUM_SCORE ? 'medium' : 'low');

/** The lower of two confidences. */
export const getLowerConfidence = (a: Confidence, b: Confidence): Confidence => (CONFIDENCES.indexOf(a) > CONFIDENCES.indexOf(b) ? a : b);

/**
 * Score from 0 to 100 that both are one person: the doubt left by all reasons, reduced by contradictions. Further supporting reasons never
 * lower it. Evidence about the right address does not count.
 */
export function computeEvidenceScore(reasons: readonly EvidenceKey[]): number {
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

const lists = new Map<string, readonly EvidenceKey[]>();

/** Returns the same array for equal reasons, because many people share few combinations and each array takes 150 bytes. */
export function internReasons(reasons: readonly EvidenceKey[]): readonly EvidenceKey[] {
  const key = reasons.join();
  let shared = lists.get(key);
  if (shared === undefined) {
    shared = reasons.slice();
    lists.set(key, shared);
  }
  return shared;
}
