import type { BusinessCalendar } from '../checkout/calendar.ts';
import type { LockPolicy } from '../checkout/lock-clock.ts';
import type { PastOrder } from '../checkout/order-history.ts';
import { ACTIVATION_DAYS, waitEnds } from '../checkout/waits.ts';
import { ALLOWED, allowedPeople, PERHAPS_ALLOWED } from '../integration/allowed-users.ts';
import { isCheckoutUnknown } from '../integration/findings.ts';
import type { PeopleIndex } from '../integration/people.ts';
import type { AllowedUsers, AmazonGroup, CommonSettings, Integration } from '../integration/settings.ts';
import type { InvoiceGroup } from '../invoicing/invoice-group.ts';
import type { CompanyIndex } from '../routes/company.ts';
import { groundOf, stepsUntilDecision } from '../routes/health.ts';
import { DEFAULT_LEAD_TIME } from '../routes/lead-time.ts';
import { referencesOf } from '../routes/references.ts';
import type { Route } from '../routes/route.ts';
import { dayOf } from '../serials/day.ts';
import { isStandingUnknown, type LastIssued } from '../serials/last-issued.ts';
import { hasPlenty } from '../serials/plenty.ts';
import type { Serial } from '../serials/serial.ts';
import type { Gate } from './finding.ts';

/**
 * What the company has set up so far, as far as orders depend on it. A single object is `null` and a list is empty while nobody
 * has begun it: then nothing is said about its gate, as a console that was just opened would else call everybody blocked.
 */
export interface Configuration {
  readonly integration: Integration | null;
  /** Whether the catalog password is known to be set; `null` = the console cannot tell. */
  readonly passwordSet: boolean | null;
  readonly amazonGroups: readonly AmazonGroup[];
  readonly allowed: AllowedUsers | null;
  readonly commonSettings: CommonSettings | null;
  readonly routes: readonly Route[];
  readonly serials: readonly {
    readonly id: string;
    readonly serial: Serial;
    /** The last number it gave out; left out or `null` = nobody knows. */
    readonly last?: LastIssued | null;
  }[];
  readonly invoiceGroups: readonly InvoiceGroup[];
  /** Both over the NEO users of the audited directory, in its order. */
  readonly people: PeopleIndex;
  readonly company: CompanyIndex;
  readonly calendar: BusinessCalendar;
  /** How the company reads "7 days"; left out = the default. */
  readonly lock?: LockPolicy;
  /** Approved orders of the past on a route; left out = none are known. */
  readonly pastOrders?: (route: Route) => readonly PastOrder[];
}

/** Gates, or parts of them, that nothing can be said about yet. Keys of `readiness.partial.*`. */
export const UNSEEN_PARTS = [
  'gate-1',
  'gate-1-password',
  'gate-1-checkout',
  'gate-2-allowed',
  'gate-2-lists',
  'gate-4-group',
  'gate-5',
  'gate-5-codes',
  'gate-5-lists',
  'gate-6',
  'gate-6-lists',
  'gate-7',
  'gate-7-last',
  'gate-8',
] as const;
export type UnseenPart = (typeof UNSEEN_PARTS)[number];

/** Those that leave their gate open. Of Amazon's groups the rest of gate 4 is looked at all the same, person by person. */
export type UnseenGate = Exclude<UnseenPart, 'gate-4-group'>;
export const UNSEEN_GATES: readonly UnseenGate[] = UNSEEN_PARTS.filter((part) => part !== 'gate-4-group');

/** Parts of which no list tells how they are for some people, whom the audit marks: what is set up names what is not told. */
const UNSEEN_OF_SOME = ['gate-2-lists', 'gate-5-lists', 'gate-6-lists'] as const satisfies readonly UnseenGate[];
type UnseenOfAll = Exclude<UnseenGate, (typeof UNSEEN_OF_SOME)[number]>;

/** Whether nobody knows a part for anybody. */
export const isOfAll = (part: UnseenGate): part is UnseenOfAll => !(UNSEEN_OF_SOME as readonly UnseenGate[]).includes(part);

/** The gate that a part belongs to. */
export const gateOf = (part: UnseenPart): Gate => Number(part.charAt('gate-'.length)) as Gate;

const optionsOf = (groups: readonly AmazonGroup[]): readonly string[] =>
  groups.map(({ integrationOption }) => integrationOption).filter((option) => option !== '');

/** The integration options to compare invoice groups' codes with; `null` while none is known. */
export function knownOptions({ amazonGroups }: Pick<Configuration, 'amazonGroups'>): readonly string[] | null {
  const options = optionsOf(amazonGroups);
  return options.length === 0 ? null : options;
}

/** The route of the common settings; `undefined` = gate 6 is not looked at yet, `null` = none chosen, or the chosen one is gone. */
export function defaultRoute({ commonSettings, routes }: Configuration): Route | null | undefined {
  if (commonSettings === null || routes.length === 0) return undefined;
  return routes.find(({ id }) => id === commonSettings.routeId) ?? null;
}

/** The serial number of the common settings, as `defaultRoute`. */
export function defaultSerial({ commonSettings, serials }: Configuration): Configuration['serials'][number] | null | undefined {
  if (commonSettings === null || serials.length === 0) return undefined;
  return serials.find(({ id }) => id === commonSettings.serialId) ?? null;
}

/** The default serial number, with `null` for a last number that is not known. */
function knownStanding(configuration: Configuration) {
  const serial = defaultSerial(configuration);
  return serial && { serial: serial.serial, last: serial.last ?? null };
}

/** Of a rule that is not there, nobody asks for the last number. */
const NOTHING_BEGUN = UNSEEN_GATES.filter((part) => isOfAll(part) && part !== 'gate-7-last');

/** The last day by which Enhanced Checkout is active after a registration, by the company's calendar. */
export const activeByOf =
  ({ calendar }: Pick<Configuration, 'calendar'>) =>
  (registeredOn: string): string | null =>
    waitEnds(registeredOn, ACTIVATION_DAYS, calendar);

/** What is not looked at for anybody; everything without a configuration. `today`: a date; `''` = not known, so that no wait is over. */
export function unseenGates(configuration: Configuration | null, today: string): readonly UnseenGate[] {
  if (configuration === null) return NOTHING_BEGUN;
  const route = defaultRoute(configuration);
  const serial = knownStanding(configuration);
  const unseen: Record<UnseenOfAll, boolean> = {
    'gate-1': configuration.integration === null,
    'gate-1-password': configuration.passwordSet === null,
    'gate-1-checkout':
      configuration.amazonGroups.length === 0 || isCheckoutUnknown({ ...configuration, today, activeBy: activeByOf(configuration) }),
    'gate-2-allowed': configuration.allowed === null,
    'gate-5': configuration.invoiceGroups.length === 0,
    'gate-5-codes': knownOptions(configuration) === null,
    'gate-6': route === undefined,
    'gate-7': serial === undefined,
    'gate-7-last': serial != null && isStandingOpen(serial, configuration.people.users.length, today),
    // Without an estimate of every step nothing but our own guess would speak, and of branches nobody knows which an order takes.
    'gate-8':
      !route ||
      stepsUntilDecision(route).length === 0 ||
      ['assumed', 'branches'].includes(groundOf(route, hasPast(configuration, route) ? 'orders' : 'steps')),
  };
  return UNSEEN_GATES.filter((gate) => isOfAll(gate) && unseen[gate]);
}

/** From the start value on, a rule seems never to have been used, and after a reset never since. */
function isStandingOpen(
  { serial, last }: { readonly serial: Serial; readonly last: LastIssued | null },
  people: number,
  today: string,
): boolean {
  const day = dayOf(today);
  const isUnknown = day === null ? last === null : isStandingUnknown(serial, last, day);
  return isUnknown && !hasPlenty(serial, people);
}

const hasPast = ({ pastOrders }: Configuration, route: Route): boolean =>
  (pastOrders?.(route).length ?? 0) >= DEFAULT_LEAD_TIME.fewestObservations;

/** Marks of `allowedPeople`; `null` = nobody has begun a list of allowed users, so everybody may. */
export const allowedBy = ({ allowed, people }: Configuration): Uint8Array | null =>
  allowed === null ? null : allowedPeople(allowed, people);

/** Whether somebody is allowed to order; `null` = not known: nobody has begun a list, or no list tells whether it means the person. */
export function isAllowed(allowed: Uint8Array | null, neoIndex: number): boolean | null {
  const mark = allowed?.[neoIndex];
  return mark === undefined || mark === PERHAPS_ALLOWED ? null : mark === ALLOWED;
}

/** Where somebody is named by hand. Words of `reason.word.place.*`, in the order in which they are told. */
export const NAMED_PLACES = ['approver', 'route', 'allowed', 'invoice-group'] as const;
export type NamedPlace = (typeof NAMED_PLACES)[number];

/** By NEO id, where each person is named in what was set up; people meant through an organisation or a role are not named. */
export function namedPeople(configuration: Configuration | null): ReadonlyMap<string, ReadonlySet<NamedPlace>> {
  const named = new Map<string, Set<NamedPlace>>();
  if (configuration === null) return named;
  const note = (id: string, place: NamedPlace): void => {
    const places = named.get(id);
    if (places) places.add(place);
    else named.set(id, new Set([place]));
  };
  for (const route of configuration.routes) for (const id of peopleNamedBy(route)) note(id, 'route');
  if (configuration.allowed?.everyone === false) for (const id of configuration.allowed.users) note(id, 'allowed');
  for (const { users } of configuration.invoiceGroups) for (const id of users) note(id, 'invoice-group');
  return named;
}

const namedByRoute = new WeakMap<Route, readonly string[]>();
/** Routes are never changed in place, so that each is looked through once. */
function peopleNamedBy(route: Route): readonly string[] {
  let named = namedByRoute.get(route);
  if (named === undefined) {
    named = referencesOf(route).flatMap(({ kind, id }) => (kind === 'user' ? [id] : []));
    namedByRoute.set(route, named);
  }
  return named;
}
