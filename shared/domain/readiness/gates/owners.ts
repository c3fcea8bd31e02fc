import { FINDING_KINDS, type Finding, type FindingCode, type Side } from '../finding.ts';

type Owned = Pick<Finding, 'code' | 'suggestion' | 'side'>;

/**
 * The party that must act on a finding. If the code leaves it open, the side named by evidence or suggestion; `both` without one, or if a
 * user must choose.
 */
export function getResponsibleSide({ code, suggestion, side: named }: Owned): Side {
  const side = named ?? FINDING_KINDS[code].side;
  return side === 'both' && suggestion !== null && !suggestion.ambiguous ? suggestion.side : side;
}

/** Number of people by responsible side. */
export type PeopleBySide = Readonly<Record<Side, number>>;

/** The sides with people, most people first. */
export const listSidesWithPeople = (owners: PeopleBySide): readonly { readonly side: Side; readonly people: number }[] =>
  (['neo', 'amazon', 'both'] as const)
    .map((side) => ({ side, people: owners[side] }))
    .filter(({ people }) => people > 0)
    .toSorted((a, b) => b.people - a.people);

/** The responsible side of each code: that of all its findings if equal, otherwise `both`. */
export function getResponsibleSideByCode(findings: Iterable<Owned>): ReadonlyMap<FindingCode, Side> {
  const owners = new Map<FindingCode, Side>();
  for (const finding of findings) {
    const owner = getResponsibleSide(finding);
    const known = owners.get(finding.code);
    if (known === undefined) owners.set(finding.code, owner);
    else if (known !== owner) owners.set(finding.code, 'both');
  }
  return owners;
}
