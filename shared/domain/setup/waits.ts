import { addBusinessDays, type BusinessCalendar } from '../checkout/calendar.ts';
import { ACCOUNT_REVIEW_DAYS } from '../checkout/waits.ts';
import { activeBy, groupsInUse } from './checks-amazon.ts';
import type { SetupFacts } from './facts.ts';
import type { StepId } from './guide.ts';
import type { SetupMark } from './marks.ts';
import type { SetupStep, WaitKind } from './step.ts';

/** Something that runs by itself. `until` = the last day of the time the vendor names; `null` = none is published. */
export interface Waiting {
  readonly kind: WaitKind;
  /** `YYYY-MM-DD`; `null` where no one day begins it. */
  readonly since: string | null;
  readonly until: string | null;
}

/** Within how many business days a vendor answers; the contact person as the manual says. */
const ANSWER_DAYS: Readonly<Partial<Record<WaitKind, number>>> = { 'support-contact': 3, 'account-review': ACCOUNT_REVIEW_DAYS };

/** The wait of a step that is not done, if it has begun. */
export function waitOf(
  step: SetupStep<StepId>,
  marks: ReadonlyMap<StepId, SetupMark>,
  facts: SetupFacts,
  today: string,
  calendar: BusinessCalendar,
): Waiting | null {
  const { wait: kind } = step;
  if (kind === null) return null;
  if (kind === 'checkout-activation') return activation(facts, today, calendar);
  if (kind === 'invitations') return facts.invitations.pending > 0 ? { kind, since: null, until: facts.invitations.firstExpiry } : null;
  // The account is looked through from the day it was registered; everything else from the day it was asked for.
  const mark = marks.get(kind === 'account-review' ? 'register' : step.id);
  if (mark === undefined || (kind !== 'account-review' && mark.kind !== 'started')) return null;
  if (kind === 'account-review' && mark.kind !== 'done') return null;
  const days = ANSWER_DAYS[kind];
  return { kind, since: mark.day, until: days === undefined ? null : addBusinessDays(calendar, mark.day, days) };
}

/** The first group that becomes active: with it the first order can go out. */
function activation(facts: SetupFacts, today: string, calendar: BusinessCalendar): Waiting | null {
  const waiting = groupsInUse(facts).flatMap((fact) => {
    const until = activeBy(fact, calendar);
    const { state, registeredOn } = fact.group.purchasingSystem;
    return state === 'active' && until !== null && until >= today
      ? [{ kind: 'checkout-activation' as const, since: registeredOn, until }]
      : [];
  });
  return waiting.toSorted((a, b) => (a.until < b.until ? -1 : 1))[0] ?? null;
}
