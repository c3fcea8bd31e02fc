import { type Check, lacking } from './check.ts';
import { type PeopleFact, reason, type SetupFacts, type SetupReason } from './facts.ts';

/** A step that is done for each person: as far as it has come, and what is left. */
function forPeople({ neoList, amazonList, people }: SetupFacts, left: (people: PeopleFact) => number, key: string): Check {
  const missing = [...(neoList === null ? [reason('no-neo-list')] : []), ...(amazonList === null ? [reason('no-amazon-list')] : [])];
  if (people === null || missing.length > 0) return lacking(missing.length > 0 ? missing : [reason('people-unknown')]);
  if (people.inScope === 0) return lacking([reason('nobody-in-scope')]);
  const remaining = left(people);
  const done = people.inScope - remaining;
  const rest = { enough: done > 0, found: [reason('people-done', { done, of: people.inScope })], people: { done, of: people.inScope } };
  if (remaining > 0) return lacking([reason(key, { count: remaining })], rest);
  return { level: 'met', lacks: [], basis: [], ...rest };
}

export const workEmails = (facts: SetupFacts): Check => forPeople(facts, ({ address }) => address, 'people-address');
export const addUsers = (facts: SetupFacts): Check => forPeople(facts, ({ account }) => account, 'people-account');

export function invitations(facts: SetupFacts): Check {
  // Whoever has no account has accepted nothing; the step before tells of them.
  const check = forPeople(facts, ({ account, invited, inScope }) => Math.min(inScope, account + invited), 'people-invited');
  const { expired, areStatesKnown } = facts.invitations;
  if (facts.amazonList !== null && facts.people !== null && !areStatesKnown)
    return lacking([reason('invitation-states-unknown')], { enough: check.enough });
  const reasons: readonly SetupReason[] = expired > 0 ? [reason('invitations-expired', { count: expired })] : [];
  return check.level === 'met' ? check : { ...check, lacks: [...check.lacks, ...reasons] };
}

export function invoicePeople(facts: SetupFacts): Check {
  if (facts.invoiceGroups.length === 0) return lacking([reason('no-invoice-groups')]);
  return forPeople(facts, ({ invoice }) => invoice, 'people-invoice');
}
