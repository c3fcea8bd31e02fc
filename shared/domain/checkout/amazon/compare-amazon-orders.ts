import type { AmazonUser, NeoUser } from '../../directory/directory.ts';
import { isBlankAddress, toCanonicalAddress } from '../../email/index.ts';
import { getTokyoDay, getTokyoDayStart } from '../days.ts';
import type { ServerOrder } from '../order.ts';
import type { AmazonOrder, AmazonOrderPeriod } from './amazon-order.ts';

/**
 * - `other-address`: the buyer's address differs from that of the applicant of the NEO request with the same number.
 * - `unknown-address`: no NEO user has the buyer's address.
 * - `other-group`: the buyer's group is not one of those listed for the account.
 * - `not-seen`: the request was approved, and no order read has its number. Whether it was ordered is not known.
 * - `no-order-seen`: no order of this person was read. Whether the person ordered is not known.
 */
export const AMAZON_ORDER_FINDINGS = ['other-address', 'unknown-address', 'other-group', 'not-seen', 'no-order-seen'] as const;
export type AmazonOrderFindingKind = (typeof AMAZON_ORDER_FINDINGS)[number];

export interface AmazonOrderFinding {
  readonly kind: AmazonOrderFindingKind;
  /** Amazon's order; `null` for what was not seen. */
  readonly order: AmazonOrder | null;
  /** The NEO request; `null` if none is known. */
  readonly request: ServerOrder | null;
  /** The person concerned; `null` if the NEO list does not contain one. */
  readonly person: NeoUser | null;
  /** Expected address (`other-address`) or groups (`other-group`); else empty. */
  readonly expected: readonly string[];
}

/** Numbers of what could not be compared. */
export interface AmazonOrderGaps {
  /** Orders whose buyer's address or group Amazon did not state. */
  readonly withoutEmail: number;
  readonly withoutGroup: number;
  /** Orders without a purchase order number, and with one that several NEO requests have. */
  readonly withoutNumber: number;
  readonly ambiguousNumber: number;
  /** Approved requests outside the period, too recent, or without a usable number. */
  readonly requestsOutside: number;
  readonly requestsTooRecent: number;
  readonly requestsWithoutNumber: number;
}

export interface AmazonOrderComparison {
  readonly findings: readonly AmazonOrderFinding[];
  readonly gaps: AmazonOrderGaps;
  /** Orders that belong to a NEO request by their number. */
  readonly matched: number;
  /**
   * Whether any order has the number of a NEO request. If none has, the numbers of both sides are probably different ones, and no request is
   * reported as not seen.
   */
  readonly areNumbersComparable: boolean;
}

export interface AmazonOrderComparisonInput {
  readonly orders: readonly AmazonOrder[];
  readonly period: AmazonOrderPeriod;
  readonly requests: readonly ServerOrder[];
  readonly neoUsers: readonly NeoUser[];
  readonly amazonUsers: readonly AmazonUser[];
  /** Hours after an approval during which a missing order is not reported. */
  readonly hours: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const toNumberKey = (number: string): string => number.normalize('NFKC').trim().toUpperCase();
const toGroupKey = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();
const toAddressKey = (address: string): string => (isBlankAddress(address) ? '' : toCanonicalAddress(address));

/** Compares Amazon's orders with NEO's requests and people. Linear in all lists; the order of rows does not matter for what is found. */
export function compareAmazonOrders(input: AmazonOrderComparisonInput): AmazonOrderComparison {
  const { orders, requests, neoUsers, amazonUsers } = input;
  const requestsByNumber = Map.groupBy(
    requests.filter(({ number }) => toNumberKey(number) !== ''),
    ({ number }) => toNumberKey(number),
  );
  const peopleById = new Map(neoUsers.map((user) => [user.id, user]));
  const peopleByAddress = groupByAddress(neoUsers, ({ workEmail }) => workEmail);
  const accountsByAddress = groupByAddress(amazonUsers, ({ email }) => email);
  const seenNumbers = new Set(orders.map(({ purchaseOrderNumber }) => toNumberKey(purchaseOrderNumber)).filter((key) => key !== ''));
  const findings: AmazonOrderFinding[] = [];
  /** Addresses and ids of people with an order. */
  const seenAddresses = new Set<string>();
  const seenPeople = new Set<string>();
  let [withoutEmail, withoutGroup, withoutNumber, ambiguousNumber, matched] = [0, 0, 0, 0, 0];
  for (const order of orders) {
    const number = toNumberKey(order.purchaseOrderNumber);
    const sameNumber = number === '' ? [] : (requestsByNumber.get(number) ?? []);
    const request = sameNumber.length === 1 ? (sameNumber[0] ?? null) : null;
    const applicant = request === null || request.applicantId === '' ? null : (peopleById.get(request.applicantId) ?? null);
    const address = toAddressKey(order.buyerEmail);
    if (number === '') withoutNumber++;
    if (sameNumber.length > 1) ambiguousNumber++;
    if (request !== null) matched++;
    if (applicant !== null) seenPeople.add(applicant.id);
    if (order.group.trim() === '') withoutGroup++;
    if (address === '') withoutEmail++;
    else {
      seenAddresses.add(address);
      const finding = findAddressFinding(order, { request, applicant, address, owner: peopleByAddress.get(address)?.[0] ?? null });
      if (finding !== null) findings.push(finding);
    }
    const expected = listExpectedGroups(accountsByAddress.get(address) ?? []);
    if (toGroupKey(order.group) !== '' && expected.length > 0 && !expected.some((group) => toGroupKey(group) === toGroupKey(order.group)))
      findings.push({ kind: 'other-group', order, request, person: peopleByAddress.get(address)?.[0] ?? applicant, expected });
  }
  const numbers = findMissingRequests(input, seenNumbers);
  const areNumbersComparable = matched + ambiguousNumber > 0;
  if (areNumbersComparable)
    for (const request of numbers.missing)
      findings.push({ kind: 'not-seen', order: null, request, person: peopleById.get(request.applicantId) ?? null, expected: [] });
  for (const person of neoUsers) {
    const address = toAddressKey(person.workEmail);
    const canOrder = person.state === 'active' && (accountsByAddress.get(address) ?? []).some(mayOrder);
    if (address !== '' && canOrder && !seenAddresses.has(address) && !seenPeople.has(person.id))
      findings.push({ kind: 'no-order-seen', order: null, request: null, person, expected: [] });
  }
  const { outside, tooRecent, withoutNumber: requestsWithoutNumber } = numbers;
  return {
    findings,
    gaps: {
      withoutEmail,
      withoutGroup,
      withoutNumber,
      ambiguousNumber,
      requestsOutside: outside,
      requestsTooRecent: tooRecent,
      requestsWithoutNumber,
    },
    matched,
    areNumbersComparable,
  };
}

function groupByAddress<T>(items: readonly T[], getAddress: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = Map.groupBy(items, (item) => toAddressKey(getAddress(item)));
  groups.delete('');
  return groups;
}

interface Buyer {
  readonly request: ServerOrder | null;
  readonly applicant: NeoUser | null;
  readonly address: string;
  /** The NEO user with the buyer's address. */
  readonly owner: NeoUser | null;
}

function findAddressFinding(order: AmazonOrder, { request, applicant, address, owner }: Buyer): AmazonOrderFinding | null {
  const expected = applicant === null ? '' : toAddressKey(applicant.workEmail);
  if (applicant !== null && expected !== '' && expected !== address)
    return { kind: 'other-address', order, request, person: applicant, expected: [applicant.workEmail] };
  return owner === null ? { kind: 'unknown-address', order, request, person: applicant, expected: [] } : null;
}

/** Groups in which the accounts may use the punchout; all groups if the list does not state the role. Empty = not known. */
function listExpectedGroups(accounts: readonly AmazonUser[]): readonly string[] {
  const groups = accounts.flatMap(({ memberships, groups: all }) =>
    memberships === undefined
      ? all
      : memberships.filter(({ punchout }) => punchout !== false).flatMap(({ groups: ofMembership }) => ofMembership),
  );
  return [...new Set(groups)].filter((group) => toGroupKey(group) !== '');
}

const mayOrder = ({ state, punchout }: AmazonUser): boolean => state === 'active' && punchout !== false;

/** Returns the approved requests that an order should have followed by now, and the numbers of those not checked. */
function findMissingRequests({ requests, period, hours }: AmazonOrderComparisonInput, seen: ReadonlySet<string>) {
  const from = Date.parse(period.from);
  const until = Math.min(Date.parse(period.to), Date.parse(period.readAt)) - hours * HOUR_MS;
  const missing: ServerOrder[] = [];
  let [outside, tooRecent, withoutNumber] = [0, 0, 0];
  for (const request of requests) {
    if (request.state !== 'approved') continue;
    const decided = request.decidedAt === null ? Number.NaN : Date.parse(request.decidedAt);
    // A decision with a day only may be any time of that day.
    const latest = decided === getTokyoDayStart(getTokyoDay(decided)) ? decided + DAY_MS : decided;
    const number = toNumberKey(request.number);
    if (!(decided >= from)) outside++;
    else if (latest > until) tooRecent++;
    else if (number === '') withoutNumber++;
    else if (!seen.has(number)) missing.push(request);
  }
  return { missing, outside, tooRecent, withoutNumber };
}
