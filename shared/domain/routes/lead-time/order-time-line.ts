import type { BusinessCalendar } from '../../checkout/calendar.ts';
import { getTokyoDay, getTokyoDayStart } from '../../checkout/days.ts';
import { getLockEnd, type LockInterpretation, type LockVerdict } from '../../checkout/lock-clock.ts';
import { ASSUMED_STEP_DAYS } from '../absences.ts';
import type { Step } from '../route.ts';
import { getFinalStepIndex } from '../steps.ts';

/** One order request on its route, with its price and stock lock. Times are epoch ms. */

export interface PendingOrderFacts {
  readonly requestedAt: number;
  /** Time of the decision; `null` while pending. */
  readonly decidedAt: number | null;
  /** The step at which the request waits, from 1; `null` after the decision, or if unknown. */
  readonly step: { readonly index: number; readonly count: number; readonly since: number | null } | null;
}

/**
 * `past`: completed steps as one part, because their individual ends are unknown. `present`: the waiting step. `coming`: expected by the
 * days of the draft's steps. `decided`: from request to decision.
 */
export interface TimeLinePart {
  readonly kind: 'past' | 'present' | 'coming' | 'decided';
  /** Positions of the first and last step of this part, from 1. */
  readonly first: number;
  readonly last: number;
  /** Start of the part, epoch ms; `null` = unknown. */
  readonly from: number | null;
  /** End of the part, or the present moment; `null` = unknown. */
  readonly to: number | null;
  /** Expected decision of the present step; `null` if none is expected. */
  readonly expected: number | null;
  /** True if the expected time is not based on an estimate, or the estimate is already exceeded. */
  readonly assumed: boolean;
  /** True if the request waits longer than expected. */
  readonly overdue: boolean;
}

export interface OrderTimeLine {
  readonly parts: readonly TimeLinePart[];
  readonly lock: Readonly<Record<LockInterpretation, number>>;
  /** Expected time of the last decision; `null` if decided or unknown. */
  readonly ends: number | null;
  /** Expected time without the steps with a branch, because the branches are unknown. */
  readonly soonest: number | null;
  readonly assumed: boolean;
  /** Displayed range in whole days in Japan, at most `MOST_DRAWN` days from the request. */
  readonly first: number;
  readonly days: number;
}

interface Surroundings {
  /** Steps of the draft route; `null` without a draft. A draft with another number of steps than the order's is not used. */
  readonly steps: readonly Step[] | null;
  readonly calendar: BusinessCalendar;
  readonly now: number;
  /** True if no approver of the waiting step can log in, so that no decision is expected. */
  readonly stuck?: boolean;
}

/** Maximum displayed range in days: two years, because lists may contain any date. */
const MAX_DRAWN_DAYS = 731;

export function createOrderTimeLine(order: PendingOrderFacts, { steps, calendar, now, stuck = false }: Surroundings): OrderTimeLine {
  const { requestedAt, decidedAt, step } = order;
  const lock = { hours: getLockEnd(requestedAt, 'hours'), dates: getLockEnd(requestedAt, 'dates') };
  const drafted = step !== null && steps !== null && steps.length === step.count ? steps : null;
  const parts = decidedAt !== null ? [decided(requestedAt, decidedAt)] : step === null || step.index < 1 ? [] : onItsWay(order, step, now);
  const awaited = (by: readonly Step[] | null): readonly TimeLinePart[] => {
    const those = by === null || step === null ? parts : expectedOf(parts, step.index, by, calendar, now);
    return stuck ? those.map(unexpected) : those;
  };
  const expectedParts = awaited(drafted);
  const finalAt = drafted === null ? -1 : getFinalStepIndex(drafted);
  const untilDecided = (all: readonly TimeLinePart[]): readonly TimeLinePart[] =>
    all.filter(({ kind, last }) => (kind === 'present' || kind === 'coming') && last <= finalAt + 1);
  const endOf = (all: readonly TimeLinePart[]): number | null =>
    step === null || finalAt + 1 < step.index ? null : (untilDecided(all).at(-1)?.expected ?? null);
  const until = untilDecided(expectedParts);
  const ends = endOf(expectedParts);
  const isPassedBy = ({ branch }: Step, at: number): boolean => branch !== null && at >= (step?.index ?? 0);
  const passing = drafted?.map((one, at) => (isPassedBy(one, at) ? { ...one, expectedDays: 0 } : one)) ?? null;
  const soonest = drafted?.some(isPassedBy) ? endOf(awaited(passing)) : ends;
  const first = getTokyoDay(requestedAt);
  const last = Math.max(decidedAt ?? now, lock.hours, ...expectedParts.map(({ expected }) => expected ?? 0));
  return {
    parts: expectedParts,
    lock,
    ends,
    soonest,
    assumed: until.some(({ assumed }) => assumed),
    first,
    days: Math.min(MAX_DRAWN_DAYS, getTokyoDay(last) - first + 1),
  };
}

const SURE = { assumed: false, overdue: false } as const;

const decided = (from: number, to: number): TimeLinePart => ({
  kind: 'decided',
  first: 1,
  last: 1,
  from,
  to,
  expected: null,
  ...SURE,
});

function onItsWay(
  { requestedAt }: PendingOrderFacts,
  { index, since }: NonNullable<PendingOrderFacts['step']>,
  now: number,
): TimeLinePart[] {
  // The first step starts at the request.
  const began = index === 1 ? (since ?? requestedAt) : since;
  const past: TimeLinePart[] =
    index === 1 ? [] : [{ kind: 'past', first: 1, last: index - 1, from: requestedAt, to: began, expected: null, ...SURE }];
  return [...past, { kind: 'present', first: index, last: index, from: began, to: now, expected: null, ...SURE }];
}

/** Adds expected decisions of the present and later steps. An overdue step is expected to be decided on the next business day. */
function expectedOf(
  parts: readonly TimeLinePart[],
  index: number,
  steps: readonly Step[],
  calendar: BusinessCalendar,
  now: number,
): readonly TimeLinePart[] {
  const present = parts.at(-1);
  const here = steps[index - 1];
  if (present?.kind !== 'present' || here === undefined) return parts;
  const after = (from: number, step: Step): number => later(from, step.expectedDays ?? ASSUMED_STEP_DAYS, calendar);
  const wanted = after(present.from ?? now, here);
  const overdue = wanted <= now;
  let at = overdue ? later(now, 0, calendar) : wanted;
  const expected: TimeLinePart[] = [
    { ...present, expected: at, assumed: overdue || here.expectedDays === null || present.from === null, overdue },
  ];
  for (const [place, step] of steps.entries()) {
    if (place < index) continue;
    const from = at;
    at = after(from, step);
    const only = { first: place + 1, last: place + 1 };
    expected.push({ kind: 'coming', ...only, from, to: at, expected: at, assumed: step.expectedDays === null, overdue: false });
  }
  return [...parts.slice(0, -1), ...expected];
}

/** A part without an expected time. */
const unexpected = (part: TimeLinePart): TimeLinePart =>
  part.kind === 'present'
    ? { ...part, expected: null, assumed: false }
    : part.kind === 'coming'
      ? { ...part, from: null, to: null, expected: null, assumed: false }
      : part;

/** The same time of day a number of business days later; a day off counts as the next business day. */
function later(from: number, days: number, calendar: BusinessCalendar): number {
  const day = getTokyoDay(from);
  return getTokyoDayStart(calendar.after(day, days) ?? day) + (from - getTokyoDayStart(day));
}

/** Compares the expected decision with the lock. Expected times are exact to the day, not to the hour. */
export function getExpectedVerdict(expected: number, { lock }: Pick<OrderTimeLine, 'lock'>, reading: LockInterpretation): LockVerdict {
  const last = getTokyoDay(lock[reading] - 1);
  const day = getTokyoDay(expected);
  if (day > last) return 'over';
  return day === last && lock[reading] !== getTokyoDayStart(last + 1) ? 'by-the-hour' : 'within';
}
