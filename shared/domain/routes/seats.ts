import type { AbsenceBook } from './absences.ts';
import type { CompanyIndex, Person } from './company.ts';
import { type ApplicantHandling, ruleOf, votesNeeded } from './route.ts';
import type { Stage } from './stages.ts';

/**
 * What becomes of one asked person. Keys of `route.seat.*` in the messages.
 * `decides` acts; `delegated` somebody else acts instead; `away-approved` approved by itself while away;
 * `inactive` cannot act (suspended, deleted, not in the list); `delegate-inactive` neither can the delegate;
 * `applicant` the applicant acts on the own application; `applicant-delegated` so by somebody's delegation;
 * `applicant-approved` approved by itself because the applicant is asked; `applicant-excluded` taken out for that reason.
 */
export type SeatState =
  | 'decides'
  | 'delegated'
  | 'away-approved'
  | 'inactive'
  | 'delegate-inactive'
  | 'applicant'
  | 'applicant-delegated'
  | 'applicant-approved'
  | 'applicant-excluded';

export interface Seat {
  readonly person: Person;
  /** Who acts: the person or the delegate. */
  readonly by: Person;
  readonly state: SeatState;
}

/** How a stage ends. `skipped`: the applicant was the only one asked and was taken out. Keys of `route.outcome.*`. */
export type StageOutcome = 'people' | 'auto' | 'skipped' | 'vacant' | 'inactive';

/** Seats counted by what they can contribute. */
export interface Tally {
  readonly others: number;
  readonly auto: number;
  readonly inactive: number;
  /** Seats on which the applicant acts. */
  readonly self: number;
  /** Seats approved by themselves because the applicant is asked. */
  readonly selfAuto: number;
  readonly excluded: number;
}

const CONTRIBUTION: Readonly<Record<SeatState, keyof Tally>> = {
  decides: 'others',
  delegated: 'others',
  'away-approved': 'auto',
  inactive: 'inactive',
  'delegate-inactive': 'inactive',
  applicant: 'self',
  'applicant-delegated': 'self',
  'applicant-approved': 'selfAuto',
  'applicant-excluded': 'excluded',
};

/** The seat of an asked person when somebody else applies. */
export function seatOf(index: CompanyIndex, absences: AbsenceBook, date: string, person: Person): Seat {
  if (!index.isActive(person)) return { person, by: person, state: 'inactive' };
  const cover = absences.coverOf(person, date);
  if (cover === null) return { person, by: person, state: 'decides' };
  if (cover.kind === 'auto-approve') return { person, by: person, state: 'away-approved' };
  return { person, by: cover.person, state: index.isActive(cover.person) ? 'delegated' : 'delegate-inactive' };
}

/** The same seat when `applicant` applies: the route's handling comes first, then the absence. */
export function seatFor(seat: Seat, applicant: Person, handling: ApplicantHandling): Seat {
  if (seat.person === applicant) {
    if (handling === 'exclude') return { ...seat, by: applicant, state: 'applicant-excluded' };
    if (handling === 'auto-approve') return { ...seat, by: applicant, state: 'applicant-approved' };
    if (seat.state === 'decides') return { ...seat, state: 'applicant' };
    // Away and applying at once: the seat approves the person's own application.
    if (seat.state === 'away-approved') return { ...seat, state: 'applicant-approved' };
  }
  return seat.state === 'delegated' && seat.by === applicant ? { ...seat, state: 'applicant-delegated' } : seat;
}

/** A step whose part is the applicant: there, having just applied. */
export function applicantsOwnSeat(applicant: Person, handling: ApplicantHandling): Seat {
  return seatFor({ person: applicant, by: applicant, state: 'decides' }, applicant, handling);
}

export function tallyOf(seats: readonly Seat[]): Tally {
  const tally = { others: 0, auto: 0, inactive: 0, self: 0, selfAuto: 0, excluded: 0 };
  for (const { state } of seats) tally[CONTRIBUTION[state]]++;
  return tally;
}

/** The tally after some seats have become others. */
export function tallyChanged(tally: Tally, before: readonly Seat[], after: readonly Seat[]): Tally {
  const changed = { ...tally };
  for (const { state } of before) changed[CONTRIBUTION[state]]--;
  for (const { state } of after) changed[CONTRIBUTION[state]]++;
  return changed;
}

export interface Judgement {
  readonly outcome: StageOutcome;
  /** Votes the rule asks for. */
  readonly needed: number;
  /** How many of the seats count for the rule. */
  readonly counted: number;
  /** Somebody asked cannot act, yet the rule can be met. */
  readonly someInactive: boolean;
  /** `sole`: it cannot pass without the applicant; `possible`: the applicant can act, others suffice; `automatic`: it passes by itself because of the applicant. */
  readonly selfApproval: 'none' | 'possible' | 'automatic' | 'sole';
}

/** Applies the step's rule to its seats. A verification approves nothing, so nobody approves the own application there. */
export function judge(stage: Stage, tally: Tally, inactiveInRule: 'counted' | 'ignored'): Judgement {
  const { others, auto, inactive, self, selfAuto, excluded } = tally;
  const counted = others + auto + self + selfAuto + (inactiveInRule === 'counted' ? inactive : 0);
  const needed = votesNeeded(ruleOf(stage.step), counted);
  const able = others + auto + self + selfAuto;
  const failed = (outcome: StageOutcome): Judgement => ({ outcome, needed, counted, someInactive: false, selfApproval: 'none' });
  if (able === 0 && inactive === 0) return failed(excluded > 0 ? 'skipped' : 'vacant');
  if (able === 0 || able < needed) return failed('inactive');
  const automatic = auto + selfAuto >= needed;
  let selfApproval: Judgement['selfApproval'] = 'none';
  if (stage.step.role !== 'verify') {
    if (automatic) selfApproval = selfAuto > 0 && auto < needed ? 'automatic' : 'none';
    else if (self > 0) selfApproval = others + auto + selfAuto < needed ? 'sole' : 'possible';
  }
  return { outcome: automatic ? 'auto' : 'people', needed, counted, someInactive: inactive > 0, selfApproval };
}
