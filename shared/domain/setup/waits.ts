import { addBusinessDays, type BusinessCalendar } from '../checkout/calendar.ts';
import { formatDayNumber, getTokyoDay } from '../checkout/days.ts';
import { RECORDED_WAIT_KINDS, type RecordedWait, type RecordedWaitKind } from '../checkout/running-clocks.ts';
import { ACCOUNT_REVIEW_DAYS, getNextReminderDay, SUPPORT_CONTACT_DAYS } from '../checkout/waits.ts';
import type { SetupBranches } from './branches.ts';
import { getActivationDeadline, listGroupsInUse } from './checks-amazon.ts';
import type { FormerAccountFact, ImportedListFact, SetupFacts } from './facts.ts';
import { SETUP_STEPS, type SetupStepId } from './guide.ts';
import type { SetupRecord } from './marks.ts';
import type { SetupStep, WaitKind } from './step.ts';

/** A wait that ends without an action. `until`: last day of the time stated by the vendor; `null` if none is published. */
export interface SetupWait {
  readonly kind: WaitKind;
  /** Start day, `YYYY-MM-DD`; `null` if there is no single one. */
  readonly since: string | null;
  readonly until: string | null;
}

/** Business days within which the vendor responds, if documented. */
const ANSWER_DAYS: Readonly<Partial<Record<RecordedWaitKind, number>>> = {
  'support-contact': SUPPORT_CONTACT_DAYS,
  'account-review': ACCOUNT_REVIEW_DAYS,
};

const isRecordedKind = (kind: WaitKind | null): kind is RecordedWaitKind => (RECORDED_WAIT_KINDS as readonly unknown[]).includes(kind);

/** The wait of an unfinished step, if it has started. */
export function findSetupWait(
  step: SetupStep<SetupStepId>,
  marks: ReadonlyMap<SetupStepId, SetupRecord>,
  facts: SetupFacts,
  today: string,
  calendar: BusinessCalendar,
): SetupWait | null {
  const { wait: kind } = step;
  if (kind === 'checkout-activation') return activation(facts, today, calendar);
  if (kind === 'invitations') return facts.invitations.pending > 0 ? { kind, since: null, until: facts.invitations.firstExpiry } : null;
  if (!isRecordedKind(kind)) return null;
  // The account review starts on the registration day; other waits start on the day of the request.
  const mark = marks.get(kind === 'account-review' ? 'register' : step.id);
  if (mark?.kind !== (kind === 'account-review' ? 'done' : 'started')) return null;
  const days = ANSWER_DAYS[kind];
  return { kind, since: mark.day, until: days === undefined ? null : addBusinessDays(calendar, mark.day, days) };
}

/** All recorded waits that have not ended, used by calendar, notices and digest. */
export function collectRecordedWaits(
  branches: SetupBranches,
  marks: ReadonlyMap<SetupStepId, SetupRecord>,
  facts: Pick<SetupFacts, 'amazonUsersFrom' | 'amazonList'> & AccountFacts,
  today: string,
  calendar: BusinessCalendar,
): readonly RecordedWait[] {
  return SETUP_STEPS.flatMap((step): readonly RecordedWait[] => {
    if (!isRecordedKind(step.wait) || step.when?.(branches, facts) === false) return [];
    const mark = marks.get(step.id);
    const isOver =
      mark?.kind === 'done' || mark?.kind === 'declined' || (step.wait === 'account-review' && hasAccount(branches, marks, facts));
    const wait = isOver ? null : findSetupWait(step, marks, facts as SetupFacts, today, calendar);
    if (wait === null || wait.since === null) return [];
    return [{ kind: step.wait, startedOn: wait.since, endsOn: wait.until ?? getNextReminderDay(wait.since, today, calendar) }];
  });
}

/**
 * True if the list of Amazon users shows that the present account is open. During a new registration, this requires a list imported after
 * that decision and not before the registration day.
 */
export function hasAccount(
  branches: SetupBranches,
  marks: ReadonlyMap<SetupStepId, SetupRecord>,
  { amazonList, former }: AccountFacts,
): boolean {
  if (amazonList === null) return false;
  if (branches.account !== 'again') return true;
  if (former !== undefined && amazonList.takenAt <= former.at) return false;
  const registered = marks.get('register');
  return registered?.kind === 'done' && registered.day <= formatDayNumber(getTokyoDay(Date.parse(amazonList.takenAt)));
}

interface AccountFacts {
  readonly amazonList: Pick<ImportedListFact, 'takenAt'> | null;
  readonly former?: Pick<FormerAccountFact, 'at'> | undefined;
}

/** The wait for the group that becomes active first, which permits the first order. */
function activation(facts: SetupFacts, today: string, calendar: BusinessCalendar): SetupWait | null {
  const waiting = listGroupsInUse(facts).flatMap((fact) => {
    const until = getActivationDeadline(fact, calendar);
    const { state, registeredOn } = fact.group.purchasingSystem;
    return state === 'active' && until !== null && until >= today
      ? [{ kind: 'checkout-activation' as const, since: registeredOn, until }]
      : [];
  });
  return waiting.toSorted((a, b) => (a.until < b.until ? -1 : 1))[0] ?? null;
}
