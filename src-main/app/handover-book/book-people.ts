import { countPeopleByAccess, type HeadCount, markAllowedPeople } from '#shared/domain/integration/allowed-users.ts';
import type { AllowedUsers } from '#shared/domain/integration/settings.ts';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import { countMembers } from '#shared/domain/invoicing/membership.ts';
import type { BookContext } from './book-context.ts';

/** Returns the number of people in an allowed list; `null` without a list of people. */
export function countAllowedPeople({ session }: BookContext, body: AllowedUsers): HeadCount | null {
  const people = session.draftCache.company()?.people;
  return people === undefined ? null : countPeopleByAccess(markAllowedPeople(body, people), people);
}

/** Returns the number of people in scope who may choose an invoice group; `null` without a list of people. */
export function countInvoicePeople({ session }: BookContext, group: InvoiceGroup): number | null {
  const people = session.draftCache.company()?.people;
  if (people === undefined) return null;
  const inScope = session.scope();
  return countMembers(group, people, inScope);
}
