/**
 * Why a person and an account may belong together, or may not: the closed list, with how much each reason weighs. A weight is the
 * share by which the remaining doubt shrinks; a factor below zero takes that share of the score away. Our choice, in the order of
 * handbook matching.md D6 (the surer the rung, the higher) with L13 for people; nothing is ever applied because of a score.
 */
export const EVIDENCE_WEIGHTS = {
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

export type EvidenceKey = keyof typeof EVIDENCE_WEIGHTS;
export const EVIDENCE_KEYS = Object.keys(EVIDENCE_WEIGHTS) as readonly EvidenceKey[];

/** 0 to 100: the doubt left by all the reasons together, less what speaks against. More reasons for it never lower it. */
export function scoreOf(reasons: readonly EvidenceKey[]): number {
  let doubt = 1;
  let against = 1;
  for (let at = 0; at < reasons.length; at++) {
    const reason = reasons[at] as EvidenceKey;
    if (reasons.indexOf(reason) < at) continue;
    const weight: number = EVIDENCE_WEIGHTS[reason];
    if (weight > 0) doubt *= 1 - weight;
    else against *= 1 + weight;
  }
  return Math.round(100 * (1 - doubt) * against);
}
