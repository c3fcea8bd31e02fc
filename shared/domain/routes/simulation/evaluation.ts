import type { BusinessCalendar } from '../../checkout/calendar.ts';
import { type Absence, AbsencesByPerson, computeArrivals } from '../absences.ts';
import { markPeopleAllowedForRoute, NOT_OPEN, PERHAPS_OPEN } from '../access.ts';
import { AMBIGUOUS_ORGANIZATION, type CompanyIndex, NO_POSITION, type PersonIndex } from '../company.ts';
import type { ApplicantHandling, Route, Step } from '../route.ts';
import { DEFAULT_ROUTE_POLICY, type RoutePolicy } from '../route-policy.ts';
import { getFinalStepIndex } from '../steps.ts';
import { areApproverFactsMissing } from './missing-facts.ts';
import {
  createRouteProblem,
  createSelfApprovalProblem,
  findDecisionProblem,
  listStageProblems,
  type RouteProblem,
  type SelfApprovalKind,
} from './outcome.ts';
import { SlotCache, type SlotRow } from './slot-cache.ts';
import {
  type ApproverSlot,
  adaptSlotToApplicant,
  createApplicantSlot,
  judgeStage,
  type SlotTally,
  type StageJudgement,
  tallySlots,
  updateTally,
} from './slots.ts';
import { hasOnlyActiveMembers, type Stage, Stages } from './stages.ts';

/** Parameters of an evaluation. */
export interface RouteSetting {
  readonly policy: RoutePolicy;
  /** Day of the application, `YYYY-MM-DD`; used only for absences. */
  readonly date: string;
  readonly absences: readonly Absence[];
  /** Calendar for the arrival at later steps; `null` = all on the day of the application. */
  readonly calendar: BusinessCalendar | null;
}

/** The default setting, without absences. */
export const DEFAULT_ROUTE_SETTING: RouteSetting = { policy: DEFAULT_ROUTE_POLICY, date: '', absences: [], calendar: null };

/** A stage with all people asked and its outcome, for applicants not asked at the stage or for one applicant. */
export interface JudgedRow {
  readonly stage: Stage;
  /** True for the last stage of the final step, which makes the decision. */
  readonly final: boolean;
  readonly row: SlotRow;
  readonly judgement: StageJudgement;
  readonly problems: readonly RouteProblem[];
  /** True if the outcome assumes that approvers with unknown state can log in. */
  readonly needsUnknownState: boolean;
}

export interface JudgedStage {
  readonly stage: Stage;
  readonly slots: readonly ApproverSlot[];
  readonly judgement: StageJudgement;
  readonly problems: readonly RouteProblem[];
}

const NO_PROBLEMS: readonly RouteProblem[] = [];
const NO_ONE: readonly PersonIndex[] = [];
const NO_PEOPLE: ReadonlySet<PersonIndex> = new Set();

/**
 * Evaluates one route for all people. Applicants of one organization who are not asked at any step share one outcome, so the work is per
 * organization and route; only the others are evaluated individually. Results equal those of an individual evaluation.
 */
export class RouteEvaluation {
  readonly route: Route;
  /** Expected days of arrival at each step, then of the end. */
  readonly arrivals: readonly string[];
  /** Result of `markPeopleAllowedForRoute`; `null` = everyone may use the route. */
  readonly open: Uint8Array | null;
  /** True if the people of a step may be unknown. */
  readonly #mayBeUnknown: boolean;
  readonly #index: CompanyIndex;
  readonly #setting: RouteSetting;
  /** True if it is unknown who may use the route. */
  readonly isOpenUnknown: boolean;
  readonly handling: ApplicantHandling;
  readonly #finalAt: number;
  readonly #finalId: string | null;
  readonly #stages: Stages;
  readonly #slots: SlotCache;
  /** 1 for every person who is asked at a stage prepared so far, or acts there as delegate. */
  readonly #touched: Uint8Array;
  readonly #prepared: (JudgedRow | undefined)[] = [];
  readonly #self: Readonly<Record<SelfApprovalKind | 'final', Map<Step, RouteProblem>>> = {
    possible: new Map(),
    automatic: new Map(),
    sole: new Map(),
    final: new Map(),
  };
  /** Stages by organization, with an index shifted so that `AMBIGUOUS_ORGANIZATION` is 0; one entry if organizations do not matter. */
  readonly #chains: (readonly JudgedRow[] | undefined)[] = [];
  readonly #shared: (readonly RouteProblem[] | undefined)[] = [];

  /** Pass the same `slots` to all evaluations of a company and setting, because they share most work. */
  constructor(index: CompanyIndex, route: Route, setting: RouteSetting, slots = createSlotCache(index, setting)) {
    this.route = route;
    this.#index = index;
    this.#setting = setting;
    this.handling = route.applicantHandling ?? setting.policy.applicantHandling;
    this.#finalAt = getFinalStepIndex(route.steps);
    this.#finalId = route.steps[this.#finalAt]?.id ?? null;
    this.#stages = new Stages(index, route, setting.policy);
    this.#slots = slots;
    this.#touched = new Uint8Array(index.users.length);
    this.arrivals = computeArrivals(route, setting.date, setting.calendar);
    this.open = markPeopleAllowedForRoute(index, route.access, setting.policy);
    this.isOpenUnknown = this.open?.includes(PERHAPS_OPEN) === true;
    this.#mayBeUnknown =
      index.unplaced.size > 0 || route.steps.some(({ approvers }) => areApproverFactsMissing(index.missingFacts, approvers));
  }

  /** True if the route is open, or perhaps open, to a person. */
  isOpenTo(applicant: PersonIndex): boolean {
    return this.open === null || (this.open[applicant] ?? NOT_OPEN) !== NOT_OPEN;
  }

  /** True if it is unknown whether the route is open to a person. */
  isPerhapsOpenTo(applicant: PersonIndex): boolean {
    return this.open?.[applicant] === PERHAPS_OPEN;
  }

  /**
   * True if it is unknown whether a person may use the route, who is asked at a step, or whether enough of them can log in. Then the
   * absence of problems proves nothing.
   */
  isUnsure(applicant: PersonIndex): boolean {
    if (this.isPerhapsOpenTo(applicant) || this.#isUnknown(this.#index.homes[applicant] ?? NO_POSITION)) return true;
    return this.#index.hasUnknownStates && this.rowsOf(applicant).some(({ needsUnknownState }) => needsUnknownState);
  }

  /** True if `isUnsure` may be true for a person of an organization (`NO_POSITION`, `AMBIGUOUS_ORGANIZATION`). */
  maybeUnsure(home: number): boolean {
    return this.isOpenUnknown || this.#isUnknown(home) || this.#stepsOnUnknownStates(home).length > 0;
  }

  #stepsOnUnknownStates(home: number): readonly string[] {
    if (!this.#index.hasUnknownStates) return [];
    return this.#chain(home).flatMap(({ stage, needsUnknownState }) => (needsUnknownState ? [stage.step.id] : []));
  }

  /** True if the people of a step are unknown for an organization's applicants. */
  #isUnknown(home: number): boolean {
    return this.#mayBeUnknown && this.#chain(home).some(({ stage }) => stage.asked === 'unknown');
  }

  /** Ids of the steps whose people are unknown, and of steps that need an approver with unknown state. */
  stepsWithUnknownPeople(home: number): readonly string[] {
    const steps = this.#isUnknown(home) ? this.#chain(home).flatMap(({ stage }) => (stage.asked === 'unknown' ? [stage.step.id] : [])) : [];
    return [...steps, ...this.#stepsOnUnknownStates(home)];
  }

  /** False if all organizations share one outcome. */
  get byOrganization(): boolean {
    return this.#stages.byOrganization;
  }

  /** Problems of an applicant of an organization (`NO_POSITION`, `AMBIGUOUS_ORGANIZATION`) who is not asked at any step. */
  sharedProblems(home: number): readonly RouteProblem[] {
    const key = this.byOrganization ? home - AMBIGUOUS_ORGANIZATION : 0;
    let problems = this.#shared[key];
    if (problems === undefined) {
      problems = this.#compose(this.#chain(home));
      this.#shared[key] = problems;
    }
    return problems;
  }

  /** People of an organization whose own application changes one of their stages. */
  involved(home: number): ReadonlySet<PersonIndex> {
    let people: Set<PersonIndex> | null = null;
    for (const { row } of this.#chain(home))
      for (const person of row.touchedAt(home)) {
        people ??= new Set();
        people.add(person);
      }
    return people ?? NO_PEOPLE;
  }

  /** Problems of one applicant; the route's access is not checked. */
  problemsOf(applicant: PersonIndex): readonly RouteProblem[] {
    const home = this.#index.homes[applicant] ?? NO_POSITION;
    const shared = this.sharedProblems(home);
    if (this.#touched[applicant] !== 1) return shared;
    const chain = this.#chain(home);
    if (!chain.some(({ row }) => row.touchedBy.has(applicant))) return shared;
    return this.#compose(chain.map((prepared) => this.#forApplicant(prepared, applicant)));
  }

  /** All stages of one applicant, with slots. */
  stagesOf(applicant: PersonIndex): readonly JudgedStage[] {
    return this.#chain(this.#index.homes[applicant] ?? NO_POSITION).map((prepared) => {
      const { stage, judgement, problems } = this.#forApplicant(prepared, applicant);
      return { stage, slots: this.#slotsFor(prepared, applicant), judgement, problems };
    });
  }

  /** All stages of one applicant, without adapting the slots to the applicant. */
  rowsOf(applicant: PersonIndex): readonly JudgedRow[] {
    return this.#chain(this.#index.homes[applicant] ?? NO_POSITION).map((prepared) => this.#forApplicant(prepared, applicant));
  }

  #slotsFor({ stage, row }: JudgedRow, applicant: PersonIndex): readonly ApproverSlot[] {
    if (stage.asked === 'applicant') return [createApplicantSlot(applicant, this.handling)];
    return row.touchedBy.has(applicant) ? row.slots.map((slot) => adaptSlotToApplicant(slot, applicant, this.handling)) : row.slots;
  }

  #chain(home: number): readonly JudgedRow[] {
    const key = this.byOrganization ? home - AMBIGUOUS_ORGANIZATION : 0;
    let chain = this.#chains[key];
    if (chain === undefined) {
      // The higher levels are the same for all people asked there, so a stage is final for all of them or for none.
      chain = this.#stages
        .of(home)
        .map((stage, at, all) => this.#prepare(stage, stage.stepAt === this.#finalAt && all[at + 1]?.stepAt !== stage.stepAt));
      this.#chains[key] = chain;
    }
    return chain;
  }

  #prepare(stage: Stage, final: boolean): JudgedRow {
    let prepared = this.#prepared[stage.serial];
    if (prepared === undefined) {
      const row =
        stage.asked === 'applicant'
          ? this.#ownRow()
          : this.#slots.rowOf(stage.asked === 'unknown' ? NO_ONE : stage.asked, this.arrivals[stage.stepAt] ?? this.#setting.date);
      for (const person of row.touchedBy.keys()) this.#touched[person] = 1;
      prepared = {
        stage,
        final,
        row,
        ...this.#judged(stage, final, row.tally, row.slots),
        needsUnknownState: this.#needsUnknown(stage, row.slots),
      };
      this.#prepared[stage.serial] = prepared;
    }
    return prepared;
  }

  /** The outcome of a step with the applicant as approver is the same for everyone. */
  #ownRow(): SlotRow {
    const slots = [createApplicantSlot(NO_POSITION, this.handling)];
    return { slots, tally: tallySlots(slots), touchedBy: new Map(), touchedAt: () => [] };
  }

  #judged(stage: Stage, final: boolean, tally: SlotTally, slots: readonly ApproverSlot[]): Pick<JudgedRow, 'judgement' | 'problems'> {
    const judgement = judgeStage(stage, tally, this.#setting.policy.inactiveInRule);
    if (judgement.outcome === 'people' && judgement.selfApproval === 'none' && !judgement.someInactive)
      return { judgement, problems: NO_PROBLEMS };
    const inactive =
      tally.inactive === 0 ? [] : slots.filter(({ state }) => state === 'inactive' || state === 'delegate-inactive').map(({ by }) => by);
    const self = (kind: SelfApprovalKind): RouteProblem => this.#selfProblem(stage, kind, final);
    return { judgement, problems: listStageProblems(this.#index, stage, judgement, inactive, self) };
  }

  /** Returns the same object for every applicant, because tables group problems by identity. */
  #selfProblem({ step, stepAt }: Stage, kind: SelfApprovalKind, final: boolean): RouteProblem {
    const made = this.#self[kind === 'automatic' && final ? 'final' : kind];
    let known = made.get(step);
    if (known === undefined) {
      known = createSelfApprovalProblem(step, stepAt, kind, final);
      made.set(step, known);
    }
    return known;
  }

  #forApplicant(prepared: JudgedRow, applicant: PersonIndex): JudgedRow {
    const { stage, final, row } = prepared;
    const before = row.touchedBy.get(applicant);
    if (before === undefined) return prepared;
    const after = before.map((slot) => adaptSlotToApplicant(slot, applicant, this.handling));
    if (after.every((slot, i) => slot === before[i])) return prepared;
    const tally = updateTally(row.tally, before, after);
    // Problems name only slots that cannot act, and these change only if one is excluded.
    const slots = tally.inactive === row.tally.inactive ? row.slots : this.#slotsFor(prepared, applicant);
    const needsUnknownState = this.#index.hasUnknownStates && this.#needsUnknown(stage, this.#slotsFor(prepared, applicant));
    return { stage, final, row, ...this.#judged(stage, final, tally, slots), needsUnknownState };
  }

  /** True if a stage fails, or depends on the applicant alone, in case people with unknown state cannot log in. */
  #needsUnknown(stage: Stage, slots: readonly ApproverSlot[]): boolean {
    const index = this.#index;
    if (!index.hasUnknownStates || stage.asked === 'applicant') return false;
    const without = slots.map((slot): ApproverSlot => {
      if (slot.state === 'decides' && index.isStateUnknown(slot.by)) return { ...slot, state: 'inactive' };
      return slot.state === 'delegated' && index.isStateUnknown(slot.by) ? { ...slot, state: 'delegate-inactive' } : slot;
    });
    if (without.every((slot, at) => slot === slots[at])) return false;
    // Members of an organization who cannot log in are not asked.
    const { outcome, selfApproval } = judgeStage(
      stage,
      tallySlots(without),
      hasOnlyActiveMembers(stage) ? 'ignored' : this.#setting.policy.inactiveInRule,
    );
    return outcome === 'inactive' || selfApproval === 'sole';
  }

  #compose(chain: readonly JudgedRow[]): readonly RouteProblem[] {
    if (chain.length === 0) return [createRouteProblem('route-incomplete', 'block', null, 'no-steps', { route: this.route.name })];
    const whole = findDecisionProblem(chain, this.#finalAt, this.#finalId);
    let found: RouteProblem[] | null = whole === null ? null : [whole];
    for (let at = chain.length - 1; at >= 0; at--) {
      const { problems } = chain[at] as JudgedRow;
      if (problems.length > 0) found = found === null ? [...problems] : [...problems, ...found];
    }
    return found ?? NO_PROBLEMS;
  }
}

/** Creates the slot cache of a company and setting, shared by evaluations. */
export const createSlotCache = (index: CompanyIndex, { absences }: RouteSetting): SlotCache =>
  new SlotCache(index, new AbsencesByPerson(index, absences));
