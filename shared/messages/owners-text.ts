import { listSidesWithPeople, type PeopleBySide } from '../domain/readiness/gates/owners.ts';
import type { Translate } from './texts.ts';

/** The party that must act for the people of a reason; with the number of people per side if there are several. */
export function formatOwners(owners: PeopleBySide, translate: Translate): string {
  const shares = listSidesWithPeople(owners);
  return shares
    .map(({ side, people }) => {
      const owner = translate(`readiness.move.${side}`);
      return shares.length === 1 ? owner : translate('readiness.reasons.share', { owner, people });
    })
    .join(translate('readiness.partial.separator'));
}
