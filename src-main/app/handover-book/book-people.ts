import { allowedPeople, headCount } from '#shared/domain/integration/allowed-users.ts';
import type { AllowedUsers } from '#shared/domain/integration/settings.ts';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import { membershipOf } from '#shared/domain/invoicing/membership.ts';
import type { BookContext } from './book-context.ts';

/** How many people an allowed list means; `null` while no list of people is loaded. */
export function headCountOf({ session }: BookContext, body: AllowedUsers): { readonly active: number } | null {
  const people = session.draftCache.company()?.people;
  return people === undefined ? null : headCount(allowedPeople(body, people), people);
}

/** How many people in scope may choose an invoice; `null` while no list of people is loaded. */
export function invoicePeopleOf({ session }: BookContext, group: InvoiceGroup): number | null {
  const people = session.draftCache.company()?.people;
  if (people === undefined) return null;
  const inScope = session.scope();
  return membershipOf([group], people).setOfUser.reduce((sum, set, at) => sum + (set > 0 && inScope[at] === 1 ? 1 : 0), 0);
}
