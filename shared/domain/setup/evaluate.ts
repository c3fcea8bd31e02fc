import type { BusinessCalendar } from '../checkout/calendar.ts';
import { formatDayNumber, getTokyoDay } from '../checkout/days.ts';
import { areBranchesChosen, type SetupBranches } from './branches.ts';
import type { SetupCheck } from './check.ts';
import { checkStep, createRecordBasis } from './checks.ts';
import { createNamedReason, createSetupReason, type EntryFact, type ProofBasis, type SetupFacts, type SetupReason } from './facts.ts';
import { computeFingerprint } from './fingerprint.ts';
import { SETUP_STEPS, type SetupStepId } from './guide.ts';
import type { SetupProof, SetupRecord, SetupRecordBasis } from './marks.ts';
import { SETUP_SECTIONS, type SetupSection, type SetupStep } from './step.ts';
import { findSetupWait, hasAccount, type SetupWait } from './waits.ts';

export type SetupStepState =
  | { readonly kind: 'todo' }
  | { readonly kind: 'waiting'; readonly waiting: SetupWait }
  /** 確認済み: verified by the console. `at`: time of the first verification, ISO 8601 UTC. */
  | { readonly kind: 'checked'; readonly at: string }
  /** 記録済み: recorded by an administrator, not verifiable here. `by`: '' if it is based only on fields of the draft. */
  | { readonly kind: 'recorded'; readonly at: string; readonly by: string; readonly day: string }
  /** An optional step that the company declined. */
  | { readonly kind: 'declined'; readonly at: string; readonly by: string }
  | { readonly kind: 'chosen' }
  /** The step was done and no longer is. `since`: when it was last known to be done. */
  | { readonly kind: 'reopened'; readonly reason: SetupReason; readonly since: string }
  | { readonly kind: 'not-applicable' };

/** The party that must act. `amazon`: the vendor; `employees`: invited colleagues. */
export type SetupResponsibleParty = 'amazon-admin' | 'neo-admin' | 'both-admins' | 'amazon' | 'employees';

export interface SetupStepStatus {
  readonly id: SetupStepId;
  readonly state: SetupStepState;
  /** Result of the automatic check; `null` if there is none. */
  readonly check: SetupCheck | null;
  /** Required earlier steps that are not done. */
  readonly unmet: readonly SetupStepId[];
  /** The party that must act; `null` if no action is needed. */
  readonly turn: SetupResponsibleParty | null;
  readonly blocksFirstOrder: boolean;
  /** Kinds of records that can be made now. */
  readonly may: { readonly start: boolean; readonly say: boolean; readonly decline: boolean };
  /** The basis of a record that is made now. */
  readonly about: SetupRecordBasis;
  /** The day on which the vendor's waiting time ended without a response; otherwise `null`. */
  readonly overdue: string | null;
}

export interface GuideEvaluation {
  readonly steps: readonly SetupStepStatus[];
  /** Progress per section, without optional steps and those of other branches. */
  readonly sections: readonly { readonly section: SetupSection; readonly done: number; readonly total: number }[];
  readonly done: number;
  readonly total: number;
  readonly firstOrder: {
    readonly possible: boolean;
    /** Steps that block the first order, in order. If this is empty and an order is still not possible, no person passes all gates. */
    readonly blockers: readonly SetupStepId[];
    /** Number of people who can order today; `null` while a list is missing. */
    readonly ready: number | null;
    /** Number of people without a known closed gate but with an unchecked one; `null` while a list is missing. */
    readonly notChecked: number | null;
  };
  /** Open items although all steps are done. */
  readonly left: {
    /** Number of steps that wait for a response. */
    readonly waits: number;
    /** Number of people who cannot order or are not checked; `null` while a list is missing. */
    readonly people: number | null;
  };
  /** The next step; `null` if no step can be done now. */
  readonly next: SetupStepId | null;
  /** Checks that are done, to be saved, so that a later change is noticed. */
  readonly proofs: readonly { readonly id: SetupStepId; readonly print: string }[];
}

export interface GuideInput {
  readonly branches: SetupBranches;
  /** The latest valid record of each step. */
  readonly marks: ReadonlyMap<SetupStepId, SetupRecord>;
  readonly proofs: ReadonlyMap<SetupStepId, SetupProof>;
  readonly facts: SetupFacts;
  /** The present time, ISO 8601 UTC. */
  readonly now: string;
  readonly calendar: BusinessCalendar;
}

export const isStepDone = ({ kind }: SetupStepState): boolean =>
  kind === 'checked' || kind === 'recorded' || kind === 'declined' || kind === 'chosen';

/** Evaluates a company's progress in the manual. Pure; never throws. */
export function evaluateGuide(input: GuideInput): GuideEvaluation {
  const { branches, calendar, now } = input;
  const facts = ofThisAccount(input);
  const today = formatDayNumber(getTokyoDay(Date.parse(now)));
  const settled = new Set<SetupStepId>();
  const proofs: { id: SetupStepId; print: string }[] = [];
  const steps = SETUP_STEPS.map((step): SetupStepStatus => {
    const check = checkStep(step.id, facts, today, calendar);
    const applies = step.when?.(branches, facts) ?? true;
    const about: SetupRecordBasis = {
      objects: createRecordBasis(step.id, facts, check),
      left: check?.people == null ? null : check.people.of - check.people.done,
    };
    const wait = findSetupWait(step, input.marks, facts, today, calendar);
    const running = wait !== null && (wait.until === null || wait.until >= today) ? wait : null;
    const state: SetupStepState = applies ? stateOf(step, check, about, running, { ...input, facts }) : { kind: 'not-applicable' };
    if (applies && (check?.level === 'met' || check?.level === 'noted'))
      proofs.push({ id: step.id, print: computeFingerprint(JSON.stringify(check.basis)) });
    if (isStepDone(state) || !applies) settled.add(step.id);
    return {
      id: step.id,
      state,
      check,
      unmet: step.after.filter((id) => !settled.has(id as SetupStepId)) as SetupStepId[],
      turn: turnOf(step, state),
      blocksFirstOrder: step.firstOrder && blocks(state, check),
      may: mayOf(step, state, check, input.marks.get(step.id)),
      about,
      overdue: state.kind === 'todo' && wait !== null && running === null ? wait.until : null,
    };
  });
  const blockers = steps.filter(({ blocksFirstOrder }) => blocksFirstOrder).map(({ id }) => id);
  const ready = facts.people?.ready ?? null;
  const sections = SETUP_SECTIONS.map((section) => ({ section, ...progress(steps, section) }));
  return {
    steps,
    sections,
    done: sections.reduce((sum, { done }) => sum + done, 0),
    total: sections.reduce((sum, { total }) => sum + total, 0),
    firstOrder: { possible: blockers.length === 0 && (ready ?? 0) > 0, blockers, ready, notChecked: facts.people?.notChecked ?? null },
    left: {
      waits: steps.filter(({ state }) => state.kind === 'waiting').length,
      people: facts.people === null ? null : facts.people.inScope - facts.people.ready,
    },
    next: nextOf(steps),
    proofs,
  };
}

/**
 * Facts about the present account. During a new registration, the list may belong to the former account and is then ignored; a list from
 * the day of registration or later belongs to the new one.
 */
function ofThisAccount({ branches, marks, facts }: GuideInput): SetupFacts {
  if (facts.amazonList === null || hasAccount(branches, marks, facts)) return facts;
  const invitations = { ...facts.invitations, pending: 0, expired: 0, firstExpiry: null };
  return { ...facts, amazonList: null, isAmazonListFormer: true, people: null, invitations };
}

function stateOf(
  step: SetupStep<SetupStepId>,
  check: SetupCheck | null,
  about: SetupRecordBasis,
  running: SetupWait | null,
  { branches, marks, proofs, now, facts }: GuideInput,
): SetupStepState {
  if (step.proof === 'choice') return areBranchesChosen(branches) ? { kind: 'chosen' } : { kind: 'todo' };
  const mark = marks.get(step.id);
  const proof = proofs.get(step.id);
  if (check?.level === 'met') return { kind: 'checked', at: proof?.at ?? now };
  if (check?.level === 'noted') return recordedBy(check.entry ?? (step.proof === 'check' ? null : ownRecord(mark)), proof?.at ?? now);
  if (mark?.kind === 'declined' && step.optional) return { kind: 'declined', at: mark.at, by: personOf(mark) };
  if (mark?.kind === 'done' && step.proof !== 'check') {
    const why = fallenBack(step, check, mark.about, about);
    if (why !== null) return { kind: 'reopened', reason: why, since: mark.at };
    return recordedBy(ownRecord(mark), mark.at);
  }
  if (running !== null) return { kind: 'waiting', waiting: running };
  // A step that lists or drafts once proved is reopened. Without them, a step that can be settled by a record is not reopened.
  if (proof !== undefined && check !== null)
    return { kind: 'reopened', reason: check.lacks[0] ?? createSetupReason('no-longer'), since: proof.at };
  if (facts.former?.done.includes(step.id) === true)
    return { kind: 'reopened', reason: createSetupReason('account-anew'), since: facts.former.at };
  return { kind: 'todo' };
}

const personOf = ({ saidBy, by }: SetupRecord): string => (saidBy === '' ? by : saidBy);
const ownRecord = (mark: SetupRecord | undefined): EntryFact | null =>
  mark?.kind === 'done' ? { at: mark.at, by: personOf(mark), day: mark.day } : null;
const recordedBy = (record: EntryFact | null, since: string): SetupStepState =>
  record === null
    ? { kind: 'recorded', at: since, by: '', day: formatDayNumber(getTokyoDay(Date.parse(since))) }
    : { kind: 'recorded', at: record.at, by: record.by, day: record.day };

/** The reason why a record is no longer valid; `null` if it is valid. */
function fallenBack({ proof }: SetupStep, check: SetupCheck | null, said: SetupRecordBasis, present: SetupRecordBasis): SetupReason | null {
  if (proof === 'people') {
    if (check === null || check.people === null) return check?.lacks[0] ?? createSetupReason('no-longer');
    const more = (present.left ?? 0) - (said.left ?? 0);
    return more > 0 ? createSetupReason('more-people', { count: more }) : null;
  }
  if (proof === 'entered' && check?.level === 'none') return check.lacks[0] ?? createSetupReason('no-longer');
  const others = changedSince(said.objects, present.objects);
  if (others.length === 0) return null;
  return createNamedReason(proof === 'entered' ? 'changed-since' : 'groups-added', others);
}

/** Objects added or changed since the record; removed objects do not invalidate it. */
function changedSince(then: ProofBasis, now: ProofBasis): ProofBasis {
  const prints = new Map(then.map(({ id, print }) => [id, print]));
  return now.filter(({ id, print }) => prints.get(id) !== print);
}

/** Reasons to reopen a step that do not prevent orders, because the recorded state still works. */
const HARMLESS: ReadonlySet<string> = new Set(['changed-since', 'changed-since-entry', 'groups-added', 'more-people', 'differs-from-neo']);

function blocks(state: SetupStepState, check: SetupCheck | null): boolean {
  if (isStepDone(state) || state.kind === 'not-applicable') return false;
  if (state.kind === 'reopened' && HARMLESS.has(state.reason.key)) return false;
  return check?.enough !== true;
}

function mayOf(
  { proof, wait, optional }: SetupStep,
  state: SetupStepState,
  check: SetupCheck | null,
  mark: SetupRecord | undefined,
): SetupStepStatus['may'] {
  const open = !isStepDone(state) && state.kind !== 'not-applicable';
  const word = {
    word: true,
    check: false,
    'check-or-word': true,
    entered: check?.level === 'prepared',
    people: check?.enough === true,
    choice: false,
  }[proof];
  const asked = wait !== null && wait !== 'account-review' && wait !== 'checkout-activation' && wait !== 'invitations';
  return { start: open && asked && mark === undefined, say: open && word, decline: open && optional && mark === undefined };
}

function turnOf({ side }: SetupStep, state: SetupStepState): SetupResponsibleParty | null {
  if (isStepDone(state) || state.kind === 'not-applicable') return null;
  if (state.kind === 'waiting') return state.waiting.kind === 'invitations' ? 'employees' : 'amazon';
  return side === 'both' ? 'both-admins' : side === 'amazon' ? 'amazon-admin' : 'neo-admin';
}

const STEPS = new Map(SETUP_STEPS.map((step) => [step.id, step]));
/** True for an optional step that was neither done nor declined. */
const isOffered = ({ may }: SetupStepStatus): boolean => may.decline;
const counted = ({ id, state }: SetupStepStatus): boolean => STEPS.get(id)?.optional !== true && state.kind !== 'not-applicable';

function progress(steps: readonly SetupStepStatus[], section: SetupSection): { readonly done: number; readonly total: number } {
  const own = steps.filter((step) => STEPS.get(step.id)?.section === section && counted(step));
  return { done: own.filter(({ state }) => isStepDone(state)).length, total: own.length };
}

/** The next step to start: the first one needed for the first order or an open optional one; otherwise the first other one. */
function nextOf(steps: readonly SetupStepStatus[]): SetupStepId | null {
  const needed = new Set<SetupStepId>();
  // Required steps come before the steps that need them, so one pass from the end finds all.
  for (const { id, blocksFirstOrder, unmet } of steps.toReversed()) {
    if (!blocksFirstOrder && !needed.has(id)) continue;
    needed.add(id);
    for (const before of unmet) needed.add(before);
  }
  const able = steps.filter((step) => (counted(step) || isOffered(step)) && !isStepDone(step.state) && step.state.kind !== 'waiting');
  const open = able.filter(({ unmet }) => unmet.length === 0);
  return (open.find((step) => step.id === 'choose' || needed.has(step.id) || isOffered(step)) ?? open[0] ?? able[0])?.id ?? null;
}
