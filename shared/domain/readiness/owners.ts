import { FINDING_KINDS, type Finding, type FindingCode, type Side } from './finding.ts';

/** Who acts on a finding: if its code leaves it open, the side that the advice changes. `both` without advice, or if a user must choose. */
export function ownerOf({ code, suggestion }: Pick<Finding, 'code' | 'suggestion'>): Side {
  const { side } = FINDING_KINDS[code];
  return side === 'both' && suggestion !== null && !suggestion.ambiguous ? suggestion.side : side;
}

/** The owner of each code: that of all its findings if equal, else `both`. */
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
