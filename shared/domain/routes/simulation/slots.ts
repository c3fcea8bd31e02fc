import type { AbsencesByPerson } from '../absences.ts';
import type { CompanyIndex, PersonIndex } from '../company.ts';
import type { ApplicantHandling } from '../route.ts';
import { countVotesNeeded, getApprovalRule } from '../steps.ts';
import type { Stage } from './stages.ts';

/**
 * State of one asked person. Keys of `route.slot.*`. `decides`: the person acts; `delegated`: a delegate acts; `away-approved`: approved
 * automatically during absence; `inactive`: the person cannot act (suspended, deleted, unlisted); `delegate-inactive`: the delegate cannot
 * act either; `applicant`: the person acts on their own application; `applicant-delegated`: the same as a delegate; `applicant-approved`:
 * approved automatically because the applicant is asked; `applicant-excluded`: excluded because the applicant is asked.
 */
export type SlotState =
  | 'decides'
  | 'delegated'
  | 'away-approved'
  | 'inactive'
  | 'delegate-inactive'
  | 'applicant'
  | 'applicant-delegated'
  | 'applicant-approved'
  | 'applicant-excluded';

export interface ApproverSlot {
  readonly person: PersonIndex;
  /** The acting person: the asked one or the delegate. */
  readonly by: PersonIndex;
  readonly state: SlotState;
}

const ACTING: ReadonlySet<SlotState> = new Set(['decides', 'delegated', 'applicant', 'applicant-delegated']);

/** True if a person acts on a slot, so that it is neither automatic nor failing. */
export const isActing = ({ state }: ApproverSlot): boolean => ACTING.has(state);

/**
 * Outcome of a stage. `skipped`: the applicant was the only person to decide and is excluded; `unknown`: the people are unknown. Keys of
 * `route.outcome.*`.
 */
export const STAGE_OUTCOMES = ['people', 'auto', 'skipped', 'vacant', 'inactive', 'unknown'] as const;
export type StageOutcome = (typeof STAGE_OUTCOMES)[number];

/** Number of slots by effect. */
export interface SlotTally {
  readonly others: number;
  readonly auto: number;
  readonly inactive: number;
  /** Number of slots on which the applicant acts. */
  readonly self: number;
  /** Number of slots approved automatically because the applicant is asked. */
  readonly selfAuto: number;
  readonly excluded: number;
}

const CONTRIBUTION: Readonly<Record<SlotState, keyof SlotTally>> = {
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

/** The slot of an asked person, for applicants other than this person. */
export function createApproverSlot(index: CompanyIndex, absences: AbsencesByPerson, date: string, person: PersonIndex): ApproverSlot {
  if (!index.isActive(person)) return { person, by: person, state: 'inactive' };
  const cover = absences.coverOf(person, date);
  if (cover === null) return { person, by: person, state: 'decides' };
  if (cover.kind === 'auto-approve') return { person, by: person, state: 'away-approved' };
  return { person, by: cover.person, state: index.isActive(cover.person) ? 'delegated' : 'delegate-inactive' };
}

/** Adapts a slot to the applicant. The route's handling of applicants takes precedence over absences. */
export function adaptSlotToApplicant(slot: ApproverSlot, applicant: PersonIndex, handling: ApplicantHandling): ApproverSlot {
  if (slot.person === applicant) {
    if (handling === 'exclude') return { ...slot, by: applicant, state: 'applicant-excluded' };
    if (handling === 'auto-approve') return { ...slot, by: applicant, state: 'applicant-approved' };
    if (slot.state === 'decides') return { ...slot, state: 'applicant' };
    // The absent person is the applicant, so the slot would approve the person's own application.
    if (slot.state === 'away-approved') return { ...slot, state: 'applicant-approved' };
  }
  return slot.state === 'delegated' && slot.by === applicant ? { ...slot, state: 'applicant-delegated' } : slot;
}

/** The slot of a step whose approver is the applicant. */
export function createApplicantSlot(applicant: PersonIndex, handling: ApplicantHandling): ApproverSlot {
  return adaptSlotToApplicant({ person: applicant, by: applicant, state: 'decides' }, applicant, handling);
}

export function tallySlots(slots: readonly ApproverSlot[]): SlotTally {
  const tally = { others: 0, auto: 0, inactive: 0, self: 0, selfAuto: 0, excluded: 0 };
  for (const { state } of slots) tally[CONTRIBUTION[state]]++;
  return tally;
}

/** Returns the tally after replacing some slots. */
export function updateTally(tally: SlotTally, before: readonly ApproverSlot[], after: readonly ApproverSlot[]): SlotTally {
  const changed = { ...tally };
  for (const { state } of before) changed[CONTRIBUTION[state]]--;
  for (const { state } of after) changed[CONTRIBUTION[state]]++;
  return changed;
}

export interface StageJudgement {
  readonly outcome: StageOutcome;
  /** Number of votes required by the rule. */
  readonly needed: number;
  /** Number of slots that count for the rule. */
  readonly counted: number;
  /** True if an asked person cannot act, but the rule can still be met. */
  readonly someInactive: boolean;
  /**
   * `sole`: the stage cannot pass without the applicant; `possible`: the applicant can act, but others suffice; `automatic`: it passes
   * automatically because of the applicant.
   */
  readonly selfApproval: 'none' | 'possible' | 'automatic' | 'sole';
}

const UNKNOWN_STAGE: StageJudgement = { outcome: 'unknown', needed: 0, counted: 0, someInactive: false, selfApproval: 'none' };

/** Applies the step's rule to its slots. A verification is not an approval, so it has no self-approval. */
export function judgeStage(stage: Stage, tally: SlotTally, inactiveInRule: 'counted' | 'ignored'): StageJudgement {
  const { others, auto, inactive, self, selfAuto, excluded } = tally;
  if (stage.asked === 'unknown') return UNKNOWN_STAGE;
  const counted = others + auto + self + selfAuto + (inactiveInRule === 'counted' ? inactive : 0);
  const needed = countVotesNeeded(getApprovalRule(stage.step), counted);
  const able = others + auto + self + selfAuto;
  const failed = (outcome: StageOutcome): StageJudgement => ({ outcome, needed, counted, someInactive: false, selfApproval: 'none' });
  if (able === 0 && inactive === 0) return failed(excluded > 0 ? 'skipped' : 'vacant');
  if (able === 0 || able < needed) return failed('inactive');
  const automatic = auto + selfAuto >= needed;
  let selfApproval: StageJudgement['selfApproval'] = 'none';
  if (stage.step.role !== 'verify') {
    if (automatic) selfApproval = selfAuto > 0 && auto < needed ? 'automatic' : 'none';
    else if (self > 0) selfApproval = others + auto + selfAuto < needed ? 'sole' : 'possible';
  }
  return { outcome: automatic ? 'auto' : 'people', needed, counted, someInactive: inactive > 0, selfApproval };
}
