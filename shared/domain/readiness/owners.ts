import { FINDING_KINDS, type Finding, type FindingCode, type Side } from './finding.ts';

type Owned = Pick<Finding, 'code' | 'suggestion' | 'side'>;

/** Who acts on a finding: if its code leaves it open, the side that evidence or advice names. `both` without one, or if a user must choose. */
export function ownerOf({ code, suggestion, side: named }: Owned): Side {
  const side = named ?? FINDING_KINDS[code].side;
  return side === 'both' && suggestion !== null && !suggestion.ambiguous ? suggestion.side : side;
}

/** The owner of each code: that of all its findings if equal, else `both`. */
export function ownersByCode(findings: Iterable<Owned>): ReadonlyMap<FindingCode, Side> {
  const owners = new Map<FindingCode, Side>();
  for (const finding of findings) {
    const owner = ownerOf(finding);
    const known = owners.get(finding.code);
    if (known === undefined) owners.set(finding.code, owner);
    else if (known !== owner) owners.set(finding.code, 'both');
  }
  return owners;
}
