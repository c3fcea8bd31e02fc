import type { BusinessCalendar } from '../../checkout/calendar.ts';
import type { LockPolicy } from '../../checkout/lock-clock.ts';
import type { PastOrder } from '../../checkout/order-history.ts';
import { ACTIVATION_DAYS, getWaitEnd } from '../../checkout/waits.ts';
import { ALLOWED, markAllowedPeople, PERHAPS_ALLOWED } from '../../integration/allowed-users.ts';
import { isCheckoutUnknown } from '../../integration/findings.ts';
import type { PeopleIndex } from '../../integration/people.ts';
import type { AllowedUsers, AmazonGroup, CommonSettings, Integration } from '../../integration/settings.ts';
import type { InvoiceGroup } from '../../invoicing/invoice-group.ts';
import type { CompanyIndex } from '../../routes/company.ts';
import { getLeadTimeGround, listStepsUntilDecision } from '../../routes/health.ts';
import { DEFAULT_LEAD_TIME_ASSUMPTIONS } from '../../routes/lead-time/lead-time.ts';
import { listRouteReferences } from '../../routes/references.ts';
import type { Route } from '../../routes/route.ts';
import { parseCalendarDay } from '../../serials/day.ts';
import { isLastNumberUnknown, type LastIssued } from '../../serials/last-issued.ts';
import { hasSafeSupply } from '../../serials/safe-supply.ts';
import type { Serial } from '../../serials/serial.ts';
import type { Gate } from '../finding.ts';

/**
 * The configuration that orders depend on. An object is `null` and a list empty until the administrator starts it. Its gate is then not
 * checked, because otherwise a new console would report everyone as blocked.
 */
export interface Configuration {
  readonly integration: Integration | null;
  /** Whether the catalog password is known to be set; `null` = unknown. */
  readonly passwordSet: boolean | null;
  readonly amazonGroups: readonly AmazonGroup[];
  readonly allowed: AllowedUsers | null;
  readonly commonSettings: CommonSettings | null;
  readonly routes: readonly Route[];
  readonly serials: readonly {
    readonly id: string;
    readonly serial: Serial;
    /** The last issued number; omitted or `null` = unknown. */
    readonly last?: LastIssued | null;
  }[];
  readonly invoiceGroups: readonly InvoiceGroup[];
  /** Both indexes contain the NEO users of the audited directory, in its order. */
  readonly people: PeopleIndex;
  readonly company: CompanyIndex;
  readonly calendar: BusinessCalendar;
  /** The company's policy for "7 days"; omitted = the default. */
  readonly lock?: LockPolicy;
  /** Approved past orders of a route; omitted = unknown. */
  readonly pastOrders?: (route: Route) => readonly PastOrder[];
}

/** Gates, or parts of them, that cannot be checked yet. Keys of `readiness.partial.*`. */
export const UNCHECKED_PARTS = [
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
export type UncheckedPart = (typeof UNCHECKED_PARTS)[number];

/** Parts that leave their whole gate unchecked. If Amazon groups are unknown, the rest of gate 4 is still checked per person. */
export type UncheckedGate = Exclude<UncheckedPart, 'gate-4-group'>;
export const UNCHECKED_GATES: readonly UncheckedGate[] = UNCHECKED_PARTS.filter((part) => part !== 'gate-4-group');

/** Parts that are unknown only for some people, whom the audit marks, because the configuration depends on facts missing in the lists. */
const UNSEEN_OF_SOME = ['gate-2-lists', 'gate-5-lists', 'gate-6-lists'] as const satisfies readonly UncheckedGate[];
type UnseenOfAll = Exclude<UncheckedGate, (typeof UNSEEN_OF_SOME)[number]>;

/** Whether a part is unknown for everyone. */
export const isUncheckedForEveryone = (part: UncheckedGate): part is UnseenOfAll =>
  !(UNSEEN_OF_SOME as readonly UncheckedGate[]).includes(part);

/** The gate that a part belongs to. */
export const getGateOfPart = (part: UncheckedPart): Gate => Number(part.charAt('gate-'.length)) as Gate;

const optionsOf = (groups: readonly AmazonGroup[]): readonly string[] =>
  groups.map(({ integrationOption }) => integrationOption).filter((option) => option !== '');

/** Integration options for comparison with the codes of invoice groups; `null` = none known. */
export function listKnownOptions({ amazonGroups }: Pick<Configuration, 'amazonGroups'>): readonly string[] | null {
  const options = optionsOf(amazonGroups);
  return options.length === 0 ? null : options;
}

/** The route of the common settings; `undefined` = gate 6 not checked yet, `null` = none chosen, or it no longer exists. */
export function getDefaultRoute({ commonSettings, routes }: Configuration): Route | null | undefined {
  if (commonSettings === null || routes.length === 0) return undefined;
  return routes.find(({ id }) => id === commonSettings.routeId) ?? null;
}

/** The serial number of the common settings; `undefined` and `null` as in `getDefaultRoute`. */
export function getDefaultSerial({ commonSettings, serials }: Configuration): Configuration['serials'][number] | null | undefined {
  if (commonSettings === null || serials.length === 0) return undefined;
  return serials.find(({ id }) => id === commonSettings.serialId) ?? null;
}

/** The default serial number with its last number; `null` if that is unknown. */
function knownStanding(configuration: Configuration) {
  const serial = getDefaultSerial(configuration);
  return serial && { serial: serial.serial, last: serial.last ?? null };
}

/** Parts unchecked without a configuration. The last number is excluded, because it is not missing while there is no serial number. */
const NOTHING_BEGUN = UNCHECKED_GATES.filter((part) => isUncheckedForEveryone(part) && part !== 'gate-7-last');

/** Returns the last day by which Enhanced Checkout becomes active after a registration, by the company's calendar. */
export const createActivationDeadlineGetter =
  ({ calendar }: Pick<Configuration, 'calendar'>) =>
  (registeredOn: string): string | null =>
    getWaitEnd(registeredOn, ACTIVATION_DAYS, calendar);

/** Parts unknown for everyone; without a configuration, all. `today`: a date, or `''` if unknown, so that no waiting time has ended. */
export function listUncheckedGates(configuration: Configuration | null, today: string): readonly UncheckedGate[] {
  if (configuration === null) return NOTHING_BEGUN;
  const route = getDefaultRoute(configuration);
  const serial = knownStanding(configuration);
  const unseen: Record<UnseenOfAll, boolean> = {
    'gate-1': configuration.integration === null,
    'gate-1-password': configuration.passwordSet === null,
    'gate-1-checkout':
      configuration.amazonGroups.length === 0 ||
      isCheckoutUnknown({ ...configuration, today, activeBy: createActivationDeadlineGetter(configuration) }),
    'gate-2-allowed': configuration.allowed === null,
    'gate-5': configuration.invoiceGroups.length === 0,
    'gate-5-codes': listKnownOptions(configuration) === null,
    'gate-6': route === undefined,
    'gate-7': serial === undefined,
    'gate-7-last': serial != null && isStandingOpen(serial, configuration.people.users.length, today),
    // Without an estimate for every step the result would be a guess, and with branches the steps of an order are unknown.
    'gate-8':
      !route ||
      listStepsUntilDecision(route).length === 0 ||
      ['assumed', 'branches'].includes(getLeadTimeGround(route, hasPast(configuration, route) ? 'orders' : 'steps')),
  };
  return UNCHECKED_GATES.filter((gate) => isUncheckedForEveryone(gate) && unseen[gate]);
}

/**
 * True if the last number since the reset is unknown and the supply is not certainly sufficient (`hasSafeSupply`). A serial at its start
 * value seems unused, and after a reset unused since then.
 */
function isStandingOpen(
  { serial, last }: { readonly serial: Serial; readonly last: LastIssued | null },
  people: number,
  today: string,
): boolean {
  const day = parseCalendarDay(today);
  const isUnknown = day === null ? last === null : isLastNumberUnknown(serial, last, day);
  return isUnknown && !hasSafeSupply(serial, people);
}

const hasPast = ({ pastOrders }: Configuration, route: Route): boolean =>
  (pastOrders?.(route).length ?? 0) >= DEFAULT_LEAD_TIME_ASSUMPTIONS.fewestObservations;

/** Marks of `markAllowedPeople`; `null` if the list of allowed users was not started, so that everyone may order. */
export const getAllowedMarks = ({ allowed, people }: Configuration): Uint8Array | null =>
  allowed === null ? null : markAllowedPeople(allowed, people);

/** Whether a person may order; `null` = unknown, because no list was started or the lists do not show whether it includes the person. */
export function isAllowed(allowed: Uint8Array | null, neoIndex: number): boolean | null {
  const mark = allowed?.[neoIndex];
  return mark === undefined || mark === PERHAPS_ALLOWED ? null : mark === ALLOWED;
}

/** Settings that name people directly. Keys of `reason.word.place.*`, in display order. */
export const NAMING_SETTINGS = ['approver', 'route', 'allowed', 'invoice-group'] as const;
export type NamingSetting = (typeof NAMING_SETTINGS)[number];

/** The settings that name each person directly, by NEO id. Membership through organizations or roles does not count. */
export function findNamingSettings(configuration: Configuration | null): ReadonlyMap<string, ReadonlySet<NamingSetting>> {
  const named = new Map<string, Set<NamingSetting>>();
  if (configuration === null) return named;
  const note = (id: string, place: NamingSetting): void => {
    const places = named.get(id);
    if (places) places.add(place);
    else named.set(id, new Set([place]));
  };
  for (const route of configuration.routes) for (const { kind, id } of listRouteReferences(route)) if (kind === 'user') note(id, 'route');
  if (configuration.allowed?.everyone === false) for (const id of configuration.allowed.users) note(id, 'allowed');
  for (const { users } of configuration.invoiceGroups) for (const id of users) note(id, 'invoice-group');
  return named;
}
