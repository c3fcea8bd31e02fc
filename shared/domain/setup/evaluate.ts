import type { BusinessCalendar } from '../checkout/calendar.ts';
import { dateOfDay, tokyoDay } from '../checkout/days.ts';
import { type Branches, isChosen } from './branches.ts';
import type { Check } from './check.ts';
import { basisOf, checkStep } from './checks.ts';
import { type Basis, type EntryFact, named, reason, type SetupFacts, type SetupReason } from './facts.ts';
import { fingerprint } from './fingerprint.ts';
import { SETUP_STEPS, type StepId } from './guide.ts';
import type { MarkBasis, SetupMark, SetupProof } from './marks.ts';
import { SETUP_SECTIONS, type SetupSection, type SetupStep } from './step.ts';
import { hasAccount, type Waiting, waitOf } from './waits.ts';

export type StepState =
  | { readonly kind: 'todo' }
  | { readonly kind: 'waiting'; readonly waiting: Waiting }
  /** 確認済み: verified by the console; `at` = when it was first verified, ISO 8601 UTC. */
  | { readonly kind: 'checked'; readonly at: string }
  /** 記録済み: recorded by an administrator, not verifiable here. `by` = '' if only the draft's fields say it. */
  | { readonly kind: 'recorded'; readonly at: string; readonly by: string; readonly day: string }
  /** An optional step that the company decided against. */
  | { readonly kind: 'declined'; readonly at: string; readonly by: string }
  | { readonly kind: 'chosen' }
  /** It was done, and is not any more. `since` = when it was last known to be done. */
  | { readonly kind: 'reopened'; readonly reason: SetupReason; readonly since: string }
  | { readonly kind: 'not-applicable' };

/** Whose move it is. `amazon` = the vendor itself; `employees` = colleagues who were invited. */
export type Turn = 'amazon-admin' | 'neo-admin' | 'both-admins' | 'amazon' | 'employees';

export interface StepStatus {
  readonly id: StepId;
  readonly state: StepState;
  /** Result of the check, `null` = not checkable. */
  readonly check: Check | null;
  /** Steps that are to be done before and are not. */
  readonly unmet: readonly StepId[];
  /** `null` if no action is needed. */
  readonly turn: Turn | null;
  readonly blocksFirstOrder: boolean;
  /** Records that can be made now. */
  readonly may: { readonly start: boolean; readonly say: boolean; readonly decline: boolean };
  /** Basis of a record made now. */
  readonly about: MarkBasis;
  /** The vendor's waiting time has passed without an answer: the day it ended. */
  readonly overdue: string | null;
}

export interface Guide {
  readonly steps: readonly StepStatus[];
  /** Steps that are neither optional nor of another branch. */
  readonly sections: readonly { readonly section: SetupSection; readonly done: number; readonly total: number }[];
  readonly done: number;
  readonly total: number;
  readonly firstOrder: {
    readonly possible: boolean;
    /** Blocking steps in order. Empty and not possible: no person passes every gate. */
    readonly blockers: readonly StepId[];
    /** People who can order today; `null` while a list is missing. */
    readonly ready: number | null;
    /** People without a known block but with an unchecked gate; `null` while a list is missing. */
    readonly notChecked: number | null;
  };
  /** What prevents a set-up with all steps done from being finished. */
  readonly left: {
    /** Steps waiting for an answer. */
    readonly waits: number;
    /** People who cannot order or are not checked; `null` while a list is missing. */
    readonly people: number | null;
  };
  /** The next step; `null` if nothing can be done here. */
  readonly next: StepId | null;
  /** Checks found done, to be saved, so that a later change is noticed. */
  readonly proofs: readonly { readonly id: StepId; readonly print: string }[];
}

export interface GuideInput {
  readonly branches: Branches;
  /** The latest valid record of each step. */
  readonly marks: ReadonlyMap<StepId, SetupMark>;
  readonly proofs: ReadonlyMap<StepId, SetupProof>;
  readonly facts: SetupFacts;
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly calendar: BusinessCalendar;
}

export const isDone = ({ kind }: StepState): boolean =>
  kind === 'checked' || kind === 'recorded' || kind === 'declined' || kind === 'chosen';

/** The state of a company in the manual. Pure; never throws for any facts. */
export function evaluateGuide(input: GuideInput): Guide {
  const { branches, calendar, now } = input;
  const facts = ofThisAccount(input);
  const today = dateOfDay(tokyoDay(Date.parse(now)));
  const settled = new Set<StepId>();
  const proofs: { id: StepId; print: string }[] = [];
  const steps = SETUP_STEPS.map((step): StepStatus => {
    const check = checkStep(step.id, facts, today, calendar);
    const applies = step.when?.(branches, facts) ?? true;
    const about: MarkBasis = {
      objects: basisOf(step.id, facts, check),
      left: check?.people == null ? null : check.people.of - check.people.done,
    };
    const wait = waitOf(step, input.marks, facts, today, calendar);
    const running = wait !== null && (wait.until === null || wait.until >= today) ? wait : null;
    const state: StepState = applies ? stateOf(step, check, about, running, { ...input, facts }) : { kind: 'not-applicable' };
    if (applies && (check?.level === 'met' || check?.level === 'noted'))
      proofs.push({ id: step.id, print: fingerprint(JSON.stringify(check.basis)) });
    if (isDone(state) || !applies) settled.add(step.id);
    return {
      id: step.id,
      state,
      check,
      unmet: step.after.filter((id) => !settled.has(id as StepId)) as StepId[],
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
 * Facts about the account in use. During a new registration the list may be of the former account, which says nothing about the new one;
 * a list from the day of registration or later is the new one's.
 */
function ofThisAccount({ branches, marks, facts }: GuideInput): SetupFacts {
  if (facts.amazonList === null || hasAccount(branches, marks, facts)) return facts;
  const invitations = { ...facts.invitations, pending: 0, expired: 0, firstExpiry: null };
  return { ...facts, amazonList: null, isAmazonListFormer: true, people: null, invitations };
}

function stateOf(
  step: SetupStep<StepId>,
  check: Check | null,
  about: MarkBasis,
  running: Waiting | null,
  { branches, marks, proofs, now, facts }: GuideInput,
): StepState {
  if (step.proof === 'choice') return isChosen(branches) ? { kind: 'chosen' } : { kind: 'todo' };
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
  // Once proved by lists or drafts; a step that a record can settle is not reopened without them.
  if (proof !== undefined && check !== null) return { kind: 'reopened', reason: check.lacks[0] ?? reason('no-longer'), since: proof.at };
  if (facts.former?.done.includes(step.id) === true) return { kind: 'reopened', reason: reason('account-anew'), since: facts.former.at };
  return { kind: 'todo' };
}

const personOf = ({ saidBy, by }: SetupMark): string => (saidBy === '' ? by : saidBy);
const ownRecord = (mark: SetupMark | undefined): EntryFact | null =>
  mark?.kind === 'done' ? { at: mark.at, by: personOf(mark), day: mark.day } : null;
const recordedBy = (record: EntryFact | null, since: string): StepState =>
  record === null
    ? { kind: 'recorded', at: since, by: '', day: dateOfDay(tokyoDay(Date.parse(since))) }
    : { kind: 'recorded', at: record.at, by: record.by, day: record.day };

/** Why a record is no longer valid; `null` = valid. */
function fallenBack({ proof }: SetupStep, check: Check | null, said: MarkBasis, present: MarkBasis): SetupReason | null {
  if (proof === 'people') {
    if (check === null || check.people === null) return check?.lacks[0] ?? reason('no-longer');
    const more = (present.left ?? 0) - (said.left ?? 0);
    return more > 0 ? reason('more-people', { count: more }) : null;
  }
  if (proof === 'entered' && check?.level === 'none') return check.lacks[0] ?? reason('no-longer');
  const others = changedSince(said.objects, present.objects);
  if (others.length === 0) return null;
  return named(proof === 'entered' ? 'changed-since' : 'groups-added', others);
}

/** Added or changed since; removals do not invalidate a record. */
function changedSince(then: Basis, now: Basis): Basis {
  const prints = new Map(then.map(({ id, print }) => [id, print]));
  return now.filter(({ id, print }) => prints.get(id) !== print);
}

/** Reasons to reopen a step that do not prevent orders, because the former state still exists. */
const HARMLESS: ReadonlySet<string> = new Set(['changed-since', 'changed-since-entry', 'groups-added', 'more-people', 'differs-from-neo']);

function blocks(state: StepState, check: Check | null): boolean {
  if (isDone(state) || state.kind === 'not-applicable') return false;
  if (state.kind === 'reopened' && HARMLESS.has(state.reason.key)) return false;
  return check?.enough !== true;
}

function mayOf(
  { proof, wait, optional }: SetupStep,
  state: StepState,
  check: Check | null,
  mark: SetupMark | undefined,
): StepStatus['may'] {
  const open = !isDone(state) && state.kind !== 'not-applicable';
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

function turnOf({ side }: SetupStep, state: StepState): Turn | null {
  if (isDone(state) || state.kind === 'not-applicable') return null;
  if (state.kind === 'waiting') return state.waiting.kind === 'invitations' ? 'employees' : 'amazon';
  return side === 'both' ? 'both-admins' : side === 'amazon' ? 'amazon-admin' : 'neo-admin';
}

const STEPS = new Map(SETUP_STEPS.map((step) => [step.id, step]));
/** An optional step that was not answered yet. */
const isOffered = ({ may }: StepStatus): boolean => may.decline;
const counted = ({ id, state }: StepStatus): boolean => STEPS.get(id)?.optional !== true && state.kind !== 'not-applicable';

function progress(steps: readonly StepStatus[], section: SetupSection): { readonly done: number; readonly total: number } {
  const own = steps.filter((step) => STEPS.get(step.id)?.section === section && counted(step));
  return { done: own.filter(({ state }) => isDone(state)).length, total: own.length };
}

/** The first step that can be started and is needed for the first order or offered once (optional); then the others. */
function nextOf(steps: readonly StepStatus[]): StepId | null {
  const needed = new Set<StepId>();
  // Requirements precede the steps that need them, so one pass from the end finds all.
  for (const { id, blocksFirstOrder, unmet } of steps.toReversed()) {
    if (!blocksFirstOrder && !needed.has(id)) continue;
    needed.add(id);
    for (const before of unmet) needed.add(before);
  }
  const able = steps.filter((step) => (counted(step) || isOffered(step)) && !isDone(step.state) && step.state.kind !== 'waiting');
  const open = able.filter(({ unmet }) => unmet.length === 0);
  return (open.find((step) => step.id === 'choose' || needed.has(step.id) || isOffered(step)) ?? open[0] ?? able[0])?.id ?? null;
}
