import type { FixRow } from '#shared/contract/fixes/fixes.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { type Fix, type FixStateFacts, getAccountKey, getFixState } from '#shared/domain/fixes/fixes.ts';
import type { FindingsView } from './findings-view.ts';

export const toFixRow = (fix: Fix): FixRow => ({
  ...fix,
  account: fix.account === null ? null : { ...fix.account },
  reasons: [...fix.reasons],
  written: fix.written === null ? null : { ...fix.written },
});

/** Indexes the lists of one revision for the evaluation of fixes. */
export function createFixStateFacts({ directory: { neoUsers, amazonUsers }, people }: FindingsView, groupsKnown: boolean): FixStateFacts {
  const byPerson = new Map(people.map((key, at) => [key, neoUsers[at] as NeoUser]));
  const accounts = new Map(amazonUsers.map((user) => [user.email, user]));
  return {
    person: ({ person }) => byPerson.get(person) ?? null,
    onAmazon: (address) => accounts.has(address),
    account: (address) => accounts.get(address) ?? null,
    groupsKnown,
  };
}

/**
 * Returns the adopted fix of a person or account that the current lists do not show yet. The stored states are updated only when fixes are
 * displayed.
 */
export function listPendingFixRows(
  fixes: ReadonlyMap<string, Fix>,
  view: FindingsView,
  of: { readonly at: number; readonly account: string | null; readonly groupsKnown: boolean },
): FixRow[] {
  const keys = [view.people[of.at] as string, ...(of.account === null ? [] : [getAccountKey(of.account)])];
  const found = keys.flatMap((key) => fixes.get(key) ?? []);
  if (found.length === 0) return [];
  const world = createFixStateFacts(view, of.groupsKnown);
  return found.map((fix) => toFixRow({ ...fix, state: getFixState(fix, world) })).filter(({ state }) => state !== 'arrived');
}
