import { addBusinessDays, type BusinessCalendar } from '../checkout/calendar.ts';
import { isCode } from '../integration/code.ts';
import { isDay } from '../integration/lint.ts';
import { createConfirmedCheck, createIncompleteCheck, createRecordedCheck, type SetupCheck } from './check.ts';
import {
  createNamedReason,
  createNamedReasons,
  createSetupReason,
  findLatestEntry,
  type ProofBasis,
  type SetupFacts,
  type SetupReason,
} from './facts.ts';
import { computeFingerprint } from './fingerprint.ts';

type GroupFact = SetupFacts['amazonGroups'][number];

/** Business days within which Enhanced Checkout is active after the purchasing system was registered (manual 2-2-2). */
export const CHECKOUT_ACTIVATION_DAYS = 3;

/** Groups in use: those with a purchasing system, or all if none has one. */
export function listGroupsInUse({ amazonGroups }: SetupFacts): readonly GroupFact[] {
  const registered = amazonGroups.filter(({ group }) => group.purchasingSystem.state !== 'none');
  return registered.length > 0 ? registered : amazonGroups;
}

/** The last day by which a group's Enhanced Checkout becomes active; `null` if unknown. */
export function getActivationDeadline({ group }: GroupFact, calendar: BusinessCalendar): string | null {
  const { registeredOn } = group.purchasingSystem;
  return registeredOn === null ? null : addBusinessDays(calendar, registeredOn, CHECKOUT_ACTIVATION_DAYS);
}

/** Groups as the basis of a record or check. Only changes of the text returned by `look` invalidate it. */
export const createGroupBasis = (groups: readonly GroupFact[], look: (fact: GroupFact) => string = () => ''): ProofBasis =>
  groups.map((fact) => ({ id: fact.id, name: fact.group.name, print: computeFingerprint(look(fact)) }));

/** Groups by kind of fault; `ok` for groups without a fault. */
function byGroups(
  groups: readonly GroupFact[],
  faults: readonly (readonly [string, (fact: GroupFact) => boolean])[],
  found: (sound: readonly GroupFact[]) => readonly SetupReason[],
  look: (fact: GroupFact) => string,
): SetupCheck {
  const basis = createGroupBasis(groups, look);
  if (groups.length === 0) return createIncompleteCheck([createSetupReason('no-groups')]);
  const sound = groups.filter((fact) => faults.every(([, is]) => !is(fact)));
  const lacks = faults.flatMap(([key, is]) => some(key)(groups.filter(is)));
  return lacks.length === 0
    ? createRecordedCheck(found(sound), basis)
    : createIncompleteCheck(lacks, { enough: sound.length > 0, found: found(sound), basis });
}

const label = ({ group }: GroupFact): { readonly name: string } => ({ name: group.name });
const some = (key: string) => (groups: readonly GroupFact[]) => createNamedReasons(key, groups.map(label));

/** True if the group exists on Amazon: known from the server, or its purchasing system was recorded. */
const isOnAmazon = ({ server, group }: GroupFact): boolean => server !== 'absent' || group.purchasingSystem.state !== 'none';

export function checkGroupAdded(facts: SetupFacts): SetupCheck {
  const check = byGroups(
    listGroupsInUse(facts),
    [
      ['group-name-missing', ({ group }) => group.name.trim() === ''],
      ['group-option-missing', ({ group }) => group.integrationOption === ''],
      ['group-option-malformed', ({ group }) => group.integrationOption !== '' && !isCode(group.integrationOption)],
      ['group-payment-option', ({ group }) => group.paymentOption !== 'administrator'],
    ],
    some('groups-noted'),
    ({ group }) => `${group.name} ${group.integrationOption} ${group.paymentOption}`,
  );
  if (check.level === 'none') return check;
  const groups = listGroupsInUse(facts);
  const absent = groups.filter((fact) => !isOnAmazon(fact));
  const outdated = groups.filter(({ server }) => server === 'outdated');
  if (absent.length + outdated.length === 0) return { ...check, entry: findLatestEntry(groups) };
  return {
    ...check,
    level: 'prepared',
    enough: absent.length < groups.length,
    lacks: [...some('not-in-amazon')(absent), ...some('changed-since-entry')(outdated)],
  };
}

/** Check of the group's page: recorded addresses or a purchasing system show that it was used. */
export function checkGroupPage(facts: SetupFacts): SetupCheck {
  const seen = facts.amazonGroups.filter(({ group }) => group.addresses > 0 || group.purchasingSystem.state !== 'none');
  return seen.length > 0
    ? createRecordedCheck(some('groups-looked-at')(seen))
    : createIncompleteCheck([createSetupReason(facts.amazonGroups.length === 0 ? 'no-groups' : 'group-page-unseen')]);
}

export function checkGroupAddress(facts: SetupFacts): SetupCheck {
  return byGroups(
    listGroupsInUse(facts),
    [['group-address-missing', ({ group }) => group.addresses < 1]],
    some('groups-with-address'),
    ({ group }) => String(group.addresses > 0),
  );
}

export function checkPurchasingSystem(facts: SetupFacts, today: string): SetupCheck {
  return byGroups(
    listGroupsInUse(facts),
    [
      ['system-none', ({ group }) => group.purchasingSystem.state === 'none'],
      [
        'registered-day-missing',
        ({ group }) => group.purchasingSystem.state !== 'none' && !isDay(group.purchasingSystem.registeredOn ?? ''),
      ],
      [
        'registered-day-future',
        ({ group }) => group.purchasingSystem.state !== 'none' && (group.purchasingSystem.registeredOn ?? '') > today,
      ],
    ],
    some('groups-registered'),
    ({ group }) => `${group.purchasingSystem.state !== 'none'} ${group.purchasingSystem.registeredOn}`,
  );
}

/** Check of the activation. The last day of the waiting time still counts as waiting, as in the audit. */
export function checkEnhancedCheckout(facts: SetupFacts, today: string, calendar: BusinessCalendar): SetupCheck {
  const waiting = (fact: GroupFact): boolean => {
    const day = getActivationDeadline(fact, calendar);
    return fact.group.purchasingSystem.state === 'active' && day !== null && day >= today;
  };
  return byGroups(
    listGroupsInUse(facts),
    [
      ['system-none', ({ group }) => group.purchasingSystem.state === 'none'],
      ['system-in-test', ({ group }) => group.purchasingSystem.state === 'test'],
      // Without a start day, the end of the waiting time is unknown.
      [
        'registered-day-missing',
        ({ group }) => group.purchasingSystem.state === 'active' && !isDay(group.purchasingSystem.registeredOn ?? ''),
      ],
      ['checkout-waiting', waiting],
    ],
    some('checkout-active'),
    ({ group }) => group.purchasingSystem.state,
  );
}

export function checkSafeguards(facts: SetupFacts): SetupCheck {
  const groups = listGroupsInUse(facts);
  const without = groups.filter(({ group }) => Object.values(group.safeguards).every((value) => value === null));
  if (groups.length === 0) return createIncompleteCheck([createSetupReason('no-groups')]);
  return without.length === 0
    ? createRecordedCheck(some('safeguards-noted')(groups))
    : createIncompleteCheck([createNamedReason('safeguards-unknown', without.map(label))]);
}

/** Check that the account is open: only an open account can provide a list of Amazon users. */
export const checkAccountOpen = ({ amazonList, isAmazonListFormer }: SetupFacts): SetupCheck =>
  amazonList === null
    ? createIncompleteCheck([createSetupReason(isAmazonListFormer === true ? 'amazon-list-former' : 'account-unknown')])
    : createConfirmedCheck([createSetupReason('amazon-list-taken', { rows: amazonList.rows, day: amazonList.takenAt })]);
