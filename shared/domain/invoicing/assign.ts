import { NO_ORGANIZATION_INDEX, type PeopleIndex } from '../integration/people.ts';
import type { OrganizationChoice } from '../integration/settings.ts';
import type { Membership } from './membership.ts';

/** Effect of adding an organization with its sub-organizations to an invoice group. */
export type GroupAssignment =
  /** The organization, or one above it, is already listed with its descendants. */
  | { readonly kind: 'covered'; readonly by: string }
  /** The organization is not in the list of organizations. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'adds';
      /** Position at which the group's list changes: entries removed, organization added. */
      readonly at: number;
      readonly remove: number;
      /** Number of people in scope who become members, out of `of` people in scope in these organizations. */
      readonly people: number;
      /** Number of these people who are in another group too. */
      readonly several: number;
      readonly of: number;
    };

/** Adds an organization to a group's list. One already listed alone is widened to its sub-organizations. */
export function assignOrganizationToGroup(
  people: PeopleIndex,
  inScope: Uint8Array,
  { sets, setOfUser }: Membership,
  /** Index of the group in the membership. */
  group: number,
  organizations: readonly OrganizationChoice[],
  organizationId: string,
): GroupAssignment {
  const place = people.organizationAt(organizationId);
  if (place === NO_ORGANIZATION_INDEX) return { kind: 'unknown' };
  const upward = new Set<number>();
  for (let at = place; at !== NO_ORGANIZATION_INDEX; at = people.parents[at] as number) upward.add(at);
  const above = organizations.find(({ id, descendants }) => descendants && upward.has(people.organizationAt(id)));
  if (above !== undefined) return { kind: 'covered', by: above.id };
  const below = new Set(people.chosen([{ id: organizationId, descendants: true }]));
  const counted = { people: 0, several: 0, of: 0 };
  for (let i = 0; i < setOfUser.length; i++) {
    const places = people.inSeveral.get(i) ?? [people.homes[i] as number];
    if (inScope[i] !== 1 || !places.some((one) => below.has(one))) continue;
    counted.of += 1;
    const now = sets[setOfUser[i] as number] ?? [];
    if (now.includes(group)) continue;
    counted.people += 1;
    if (now.length > 0) counted.several += 1;
  }
  const alone = organizations.findIndex(({ id }) => people.organizationAt(id) === place);
  return { kind: 'adds', at: Math.max(0, alone), remove: alone < 0 ? 0 : 1, ...counted };
}
