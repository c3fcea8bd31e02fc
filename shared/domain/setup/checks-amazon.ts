import { addBusinessDays, type BusinessCalendar } from '../checkout/calendar.ts';
import { isCode } from '../integration/code.ts';
import { isDay } from '../integration/lint.ts';
import { type Check, confirmedCheck, incompleteCheck, recordedCheck } from './check.ts';
import { type Basis, latestEntry, named, namedSome, reason, type SetupFacts, type SetupReason } from './facts.ts';
import { fingerprint } from './fingerprint.ts';

type GroupFact = SetupFacts['amazonGroups'][number];

/** Business days within which Enhanced Checkout is active after the purchasing system was registered (manual 2-2-2). */
export const ACTIVATION_DAYS = 3;

/** Groups in use: those with a purchasing system, or all if none has one. */
export function groupsInUse({ amazonGroups }: SetupFacts): readonly GroupFact[] {
  const registered = amazonGroups.filter(({ group }) => group.purchasingSystem.state !== 'none');
  return registered.length > 0 ? registered : amazonGroups;
}

/** The last day by which a group's Enhanced Checkout becomes active; `null` if unknown. */
export function activeBy({ group }: GroupFact, calendar: BusinessCalendar): string | null {
  const { registeredOn } = group.purchasingSystem;
  return registeredOn === null ? null : addBusinessDays(calendar, registeredOn, ACTIVATION_DAYS);
}

/** Groups as the basis of a record or check. Only changes of the text returned by `look` invalidate it. */
export const groupBasis = (groups: readonly GroupFact[], look: (fact: GroupFact) => string = () => ''): Basis =>
  groups.map((fact) => ({ id: fact.id, name: fact.group.name, print: fingerprint(look(fact)) }));

/** Groups by kind of fault; `ok` for groups without a fault. */
function byGroups(
  groups: readonly GroupFact[],
  faults: readonly (readonly [string, (fact: GroupFact) => boolean])[],
  found: (sound: readonly GroupFact[]) => readonly SetupReason[],
  look: (fact: GroupFact) => string,
): Check {
  const basis = groupBasis(groups, look);
  if (groups.length === 0) return incompleteCheck([reason('no-groups')]);
  const sound = groups.filter((fact) => faults.every(([, is]) => !is(fact)));
  const lacks = faults.flatMap(([key, is]) => some(key)(groups.filter(is)));
  return lacks.length === 0
    ? recordedCheck(found(sound), basis)
    : incompleteCheck(lacks, { enough: sound.length > 0, found: found(sound), basis });
}

const label = ({ group }: GroupFact): { readonly name: string } => ({ name: group.name });
const some = (key: string) => (groups: readonly GroupFact[]) => namedSome(key, groups.map(label));

/** True if the group exists on Amazon: known from the server, or its purchasing system was recorded. */
const isOnAmazon = ({ server, group }: GroupFact): boolean => server !== 'absent' || group.purchasingSystem.state !== 'none';

export function groupAdd(facts: SetupFacts): Check {
  const check = byGroups(
    groupsInUse(facts),
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
  const groups = groupsInUse(facts);
  const absent = groups.filter((fact) => !isOnAmazon(fact));
  const outdated = groups.filter(({ server }) => server === 'outdated');
  if (absent.length + outdated.length === 0) return { ...check, entry: latestEntry(groups) };
  return {
    ...check,
    level: 'prepared',
    enough: absent.length < groups.length,
    lacks: [...some('not-in-amazon')(absent), ...some('changed-since-entry')(outdated)],
  };
}

/** Check of the group's page: recorded addresses or a purchasing system show that it was used. */
export function groupPage(facts: SetupFacts): Check {
  const seen = facts.amazonGroups.filter(({ group }) => group.addresses > 0 || group.purchasingSystem.state !== 'none');
  return seen.length > 0
    ? recordedCheck(some('groups-looked-at')(seen))
    : incompleteCheck([reason(facts.amazonGroups.length === 0 ? 'no-groups' : 'group-page-unseen')]);
}

export function groupAddress(facts: SetupFacts): Check {
  return byGroups(
    groupsInUse(facts),
    [['group-address-missing', ({ group }) => group.addresses < 1]],
    some('groups-with-address'),
    ({ group }) => String(group.addresses > 0),
  );
}

export function purchasingSystem(facts: SetupFacts, today: string): Check {
  return byGroups(
    groupsInUse(facts),
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
export function enhancedCheckout(facts: SetupFacts, today: string, calendar: BusinessCalendar): Check {
  const waiting = (fact: GroupFact): boolean => {
    const day = activeBy(fact, calendar);
    return fact.group.purchasingSystem.state === 'active' && day !== null && day >= today;
  };
  return byGroups(
    groupsInUse(facts),
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

export function safeguards(facts: SetupFacts): Check {
  const groups = groupsInUse(facts);
  const without = groups.filter(({ group }) => Object.values(group.safeguards).every((value) => value === null));
  if (groups.length === 0) return incompleteCheck([reason('no-groups')]);
  return without.length === 0
    ? recordedCheck(some('safeguards-noted')(groups))
    : incompleteCheck([named('safeguards-unknown', without.map(label))]);
}

/** Check that the account is open: only an open account can provide a list of Amazon users. */
export const accountOpen = ({ amazonList, isAmazonListFormer }: SetupFacts): Check =>
  amazonList === null
    ? incompleteCheck([reason(isAmazonListFormer === true ? 'amazon-list-former' : 'account-unknown')])
    : confirmedCheck([reason('amazon-list-taken', { rows: amazonList.rows, day: amazonList.takenAt })]);
