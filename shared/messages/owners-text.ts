import { ownersWithPeople, type PeopleByOwner } from '../domain/readiness/gates/owners.ts';
import type { Translate } from './texts.ts';

/** Who acts for the people of a reason; with the number of people for each side if they differ. */
export function ownersText(owners: PeopleByOwner, translate: Translate): string {
  const shares = ownersWithPeople(owners);
  return shares
    .map(({ side, people }) => {
      const owner = translate(`readiness.move.${side}`);
      return shares.length === 1 ? owner : translate('readiness.reasons.share', { owner, people });
    })
    .join(translate('readiness.partial.separator'));
}
