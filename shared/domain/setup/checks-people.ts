import { createIncompleteCheck, type SetupCheck } from './check.ts';
import { createSetupReason, type PeopleFact, type SetupFacts, type SetupReason } from './facts.ts';

/** Number of people with one reason; a person counts for only one reason of a step. */
interface PeopleLeft {
  readonly of: (people: PeopleFact) => number;
  readonly key: string;
}

interface PeopleStep {
  readonly left: readonly PeopleLeft[];
  /** Number of people for whom the lists do not show whether the step is done. */
  readonly unknown?: PeopleLeft;
}

const NO_PEOPLE: PeopleLeft = { of: () => 0, key: '' };
const ACCOUNT_UNKNOWN = 'people-account-unknown';

/** Check of a step that every person must complete: progress and remaining people. Unchecked people count as remaining. */
function forPeople({ neoList, amazonList, isAmazonListFormer, people }: SetupFacts, { left, unknown = NO_PEOPLE }: PeopleStep): SetupCheck {
  const noAmazonList = createSetupReason(isAmazonListFormer === true ? 'amazon-list-former' : 'no-amazon-list');
  const missing = [...(neoList === null ? [createSetupReason('no-neo-list')] : []), ...(amazonList === null ? [noAmazonList] : [])];
  if (people === null || missing.length > 0)
    return createIncompleteCheck(missing.length > 0 ? missing : [createSetupReason('people-unknown')]);
  const { inScope } = people;
  if (inScope === 0) return createIncompleteCheck([createSetupReason('nobody-in-scope')]);
  const counted = left.map(({ of, key }) => ({ key, count: of(people) }));
  const remaining = counted.reduce((sum, { count }) => sum + count, 0);
  const unchecked = Math.min(unknown.of(people), inScope - remaining);
  const done = inScope - remaining - unchecked;
  const counts = { done, of: inScope };
  // An administrator who checked the vendor's screen may record the remaining people as done.
  const rest = { enough: remaining < inScope, found: [createSetupReason('people-done', counts)], people: counts };
  const lacks = [
    ...counted.flatMap(({ key, count }) => (count > 0 ? [createSetupReason(key, { count })] : [])),
    ...(unchecked > 0 ? [createSetupReason(unknown.key, { count: unchecked })] : []),
  ];
  return lacks.length > 0 ? createIncompleteCheck(lacks, rest) : { level: 'met', lacks: [], basis: [], entry: null, ...rest };
}

export const checkWorkEmails = (facts: SetupFacts): SetupCheck =>
  forPeople(facts, { left: [{ of: ({ address }) => address, key: 'people-address' }] });
export const checkUsersAdded = (facts: SetupFacts): SetupCheck =>
  forPeople(facts, {
    left: [{ of: ({ account }) => account, key: 'people-account' }],
    unknown: { of: ({ accountUnknown }) => accountUnknown, key: ACCOUNT_UNKNOWN },
  });

export function checkInvitations(facts: SetupFacts): SetupCheck {
  // A person without an account has not accepted an invitation and may not have been invited; both are counted separately.
  const accountLeft = ({ account, inScope }: PeopleFact): number => Math.min(inScope, account);
  const check = forPeople(facts, {
    left: [
      { of: accountLeft, key: 'people-account' },
      { of: (people) => Math.min(people.inScope - accountLeft(people), people.invited), key: 'people-invited' },
    ],
    unknown: { of: ({ stateUnknown }) => stateUnknown, key: ACCOUNT_UNKNOWN },
  });
  const { expired, areStatesKnown } = facts.invitations;
  if (facts.amazonList !== null && facts.people !== null && !areStatesKnown)
    return createIncompleteCheck([createSetupReason('invitation-states-unknown')], { enough: check.enough });
  const reasons: readonly SetupReason[] = expired > 0 ? [createSetupReason('invitations-expired', { count: expired })] : [];
  return check.level === 'met' ? check : { ...check, lacks: [...check.lacks, ...reasons] };
}

export function checkInvoicePeople(facts: SetupFacts): SetupCheck {
  if (facts.invoiceGroups.length === 0) return createIncompleteCheck([createSetupReason('no-invoice-groups')]);
  const unknown = { of: ({ invoiceUnknown }: PeopleFact): number => invoiceUnknown, key: 'people-invoice-unknown' };
  return forPeople(facts, { left: [{ of: ({ invoice }) => invoice, key: 'people-invoice' }], unknown });
}
