import type { ClockView } from '#shared/contract/orders/clocks.ts';

/** Deadlines of one kind, shown in one line. */
export interface ClockLine {
  readonly kind: ClockView['kind'];
  readonly subject: string;
  readonly count: number;
  /** The earliest end. */
  readonly endsOn: string;
  readonly businessDaysLeft: number;
  readonly calendarDaysLeft: number;
  /** For requests: the lock that ends first. */
  readonly lock: ClockView['lock'];
  /** Lost unless someone acts by the next business day. */
  readonly urgent: boolean;
}

/** Waits that end automatically. */
const AUTOMATIC_KINDS: ReadonlySet<ClockView['kind']> = new Set(['checkout-activation', 'account-review']);
/** An invitation gets a line this many days before its end; readiness reports it as expiring from then on. */
const INVITATION_DAYS_SHOWN = 14;

/** For a lock, today counts as one of the two days. */
const isUrgent = ({ kind, businessDaysLeft, lock }: ClockView): boolean =>
  !AUTOMATIC_KINDS.has(kind) && businessDaysLeft <= (lock === null ? 1 : 2);

/**
 * Groups deadlines into one line per kind, earliest first. Urgent orders are separate, and invitations are included only if they end soon.
 * `clocks` is in the order of the contract (by end).
 */
export function groupClockLines(clocks: readonly ClockView[]): readonly ClockLine[] {
  const lines = new Map<string, ClockLine>();
  for (const clock of clocks) {
    if (clock.kind === 'invitation' && clock.calendarDaysLeft > INVITATION_DAYS_SHOWN) continue;
    const urgent = isUrgent(clock);
    const key = clock.kind === 'order-lock' ? `${clock.kind} ${urgent}` : clock.kind;
    const { kind, subject, count, endsOn, businessDaysLeft, calendarDaysLeft, lock } = clock;
    const known = lines.get(key);
    if (known === undefined) lines.set(key, { kind, subject, count, endsOn, businessDaysLeft, calendarDaysLeft, lock, urgent });
    else
      lines.set(key, {
        ...known,
        count: known.count + count,
        lock: lock !== null && known.lock !== null && lock.endsAt < known.lock.endsAt ? lock : known.lock,
      });
  }
  return [...lines.values()];
}
