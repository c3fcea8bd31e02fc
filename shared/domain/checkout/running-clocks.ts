import type { AmazonUser } from '../directory/directory.ts';
import type { AmazonGroup } from '../integration/settings.ts';
import type { BusinessCalendar } from './calendar.ts';
import { formatDayNumber, parseDayNumber } from './days.ts';
import type { LockEnd } from './lock-left.ts';
import type { PendingOrder } from './order-groups.ts';
import { ACTIVATION_DAYS, getInvitationEnd, getNextInvitationReminder, getWaitEnd } from './waits.ts';

/** Waits for a response of the vendor, recorded by an administrator in the setup guide. */
export const RECORDED_WAIT_KINDS = ['account-review', 'invoice-review', 'support-contact', 'support-answer'] as const;
export type RecordedWaitKind = (typeof RECORDED_WAIT_KINDS)[number];

/** A pending response of the vendor. */
export interface RecordedWait {
  readonly kind: RecordedWaitKind;
  /** First day of the wait, `YYYY-MM-DD`. */
  readonly startedOn: string;
  /** Last day of the time stated by the vendor, or the next day on which to ask if none is stated. `null` = the time is over. */
  readonly endsOn: string | null;
}

/** Kinds of waits: some end without an action, others expire if no action is taken. */
export type ClockKind = 'checkout-activation' | 'invitation' | 'order-lock' | RecordedWaitKind;
export const CLOCK_KINDS = [
  'order-lock',
  'checkout-activation',
  'account-review',
  'invoice-review',
  'support-contact',
  'support-answer',
  'invitation',
] as const satisfies readonly ClockKind[];

/** A running clock: all items of one kind with the same first and last day. */
export interface Clock {
  readonly kind: ClockKind;
  /** The first Amazon group of an activation; `''` for other kinds. */
  readonly subject: string;
  /** Number of items with this end: Amazon groups, invited people or requests, by `kind`. */
  readonly count: number;
  /** `null` if items with different start days have the same end. */
  readonly startedOn: string | null;
  /** Last day of the wait. */
  readonly endsOn: string;
  /** Business days from today to the last day; for a lock, the business days on which a decision is in time. Today counts. */
  readonly businessDaysLeft: number;
  readonly calendarDaysLeft: number;
  /** The last business day on which to act, if it differs from the last business day before the end; `null` if none is left. */
  readonly actBy?: string | null;
  /** For requests, the lock that ends first. */
  readonly lock?: LockEnd;
  /** Next day on which to remind the invited people. */
  readonly remindOn: string | null;
}

export interface RunningClocksInput {
  readonly today: string;
  readonly calendar: BusinessCalendar;
  readonly groups: readonly AmazonGroup[];
  readonly recorded: readonly RecordedWait[];
  readonly amazonUsers: readonly AmazonUser[];
  readonly orders: readonly PendingOrder[];
}

/** Returns all running waits, earliest end first. Ended waits are reported by findings and orders instead. */
export function listRunningClocks({ today, calendar, groups, recorded, amazonUsers, orders }: RunningClocksInput): readonly Clock[] {
  const clocks: Clock[] = [];
  const now = parseDayNumber(today);
  if (now === null) return clocks;
  const add = (kind: ClockKind, endsOn: string | null, more: Partial<Clock> = {}): void => {
    const end = endsOn === null ? null : parseDayNumber(endsOn);
    if (end === null || end < now) return;
    clocks.push({
      kind,
      subject: '',
      count: 1,
      startedOn: null,
      endsOn: formatDayNumber(end),
      businessDaysLeft: calendar.between(now, end),
      calendarDaysLeft: end - now,
      remindOn: null,
      ...more,
    });
  };
  const registered = grouped(
    // A group in test mode does not become active by waiting.
    groups.filter(({ purchasingSystem }) => purchasingSystem.state === 'active'),
    ({ purchasingSystem }) => purchasingSystem.registeredOn,
  );
  for (const [startedOn, those] of registered)
    add('checkout-activation', getWaitEnd(startedOn, ACTIVATION_DAYS, calendar), {
      startedOn,
      subject: those[0]?.name ?? '',
      count: those.length,
    });
  for (const { kind, startedOn, endsOn } of recorded) add(kind, endsOn, { startedOn });
  const invited = grouped(
    // An invitation that Amazon reports as expired is no longer pending.
    amazonUsers.filter(({ state, invitation }) => state === 'invited' && invitation !== 'expired'),
    ({ invitedOn }) => invitedOn,
  );
  for (const [startedOn, those] of invited)
    add('invitation', getInvitationEnd(startedOn), {
      startedOn,
      count: those.length,
      remindOn: getNextInvitationReminder(startedOn, today, calendar),
    });
  // Locks with the same end but different last business days are separate entries, because a lock may end before work begins.
  const held = grouped(
    orders.filter(({ lock }) => lock.danger !== 'over'),
    ({ lock }) => `${lock.lastDay} ${lock.lastChance ?? ''}`,
  );
  for (const those of held.values()) {
    const first = those.reduce((a, b) => (b.lock.endsAt < a.lock.endsAt ? b : a)) as PendingOrder;
    const { lastDay, lastChance, businessDaysLeft, endsAt } = first.lock;
    add('order-lock', lastDay, {
      count: those.length,
      actBy: lastChance,
      businessDaysLeft,
      lock: { endsAt, lastChance, businessDaysLeft },
    });
  }
  return clocks.sort(
    (a, b) =>
      (a.endsOn < b.endsOn ? -1 : a.endsOn > b.endsOn ? 1 : 0) ||
      CLOCK_KINDS.indexOf(a.kind) - CLOCK_KINDS.indexOf(b.kind) ||
      (a.lock?.endsAt ?? 0) - (b.lock?.endsAt ?? 0),
  );
}

/** Groups items by day in order of first occurrence; items without a day are omitted. */
function grouped<T>(items: readonly T[], dayOf: (item: T) => string | null): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const day = dayOf(item);
    if (day === null) continue;
    const known = groups.get(day);
    if (known === undefined) groups.set(day, [item]);
    else known.push(item);
  }
  return groups;
}
