import { FINDING_KINDS, type Finding, type FindingCode, type Side } from './finding.ts';

/**
 * Who acts on a finding: where its code leaves both sides open, the side that its advice changes. `both` stays where there is no advice, or
 * where somebody has to choose first.
 */
export function ownerOf({ code, suggestion }: Pick<Finding, 'code' | 'suggestion'>): Side {
  const { side } = FINDING_KINDS[code];
  return side === 'both' && suggestion !== null && !suggestion.ambiguous ? suggestion.side : side;
}

/** The owner of each code: that of its findings where all have one owner, else `both`. */
export function ownersByCode(findings: Iterable<Pick<Finding, 'code' | 'suggestion'>>): ReadonlyMap<FindingCode, Side> {
  const owners = new Map<FindingCode, Side>();
  for (const finding of findings) {
    const owner = ownerOf(finding);
    const known = owners.get(finding.code);
    if (known === undefined) owners.set(finding.code, owner);
    else if (known !== owner) owners.set(finding.code, 'both');
  }
  return owners;
}
