import type { BusinessCalendar } from '../checkout/calendar.ts';
import { type Absence, AbsenceBook, arrivals } from './absences.ts';
import { openTo } from './access.ts';
import { type CompanyIndex, NONE, type Person, push } from './company.ts';
import { decisionProblem, problem, type RouteProblem, stageProblems } from './outcome.ts';
import { type ApplicantHandling, finalStepAt, type Route } from './route.ts';
import { DEFAULT_ROUTE_POLICY, type RoutePolicy } from './route-policy.ts';
import { applicantsOwnSeat, type Judgement, judge, type Seat, seatFor, seatOf, type Tally, tallyChanged, tallyOf } from './seats.ts';
import { type Stage, Stages } from './stages.ts';

/** What an evaluation takes for granted. */
export interface RouteSetting {
  readonly policy: RoutePolicy;
  /** Day of the application, `YYYY-MM-DD`; matters for absences alone. */
  readonly date: string;
  readonly absences: readonly Absence[];
  /** Spreads the arrival at later steps over the calendar; `null` = all on the day of the application. */
  readonly calendar: BusinessCalendar | null;
}

/** Nobody is away. */
export const settingWithoutAbsences: RouteSetting = { policy: DEFAULT_ROUTE_POLICY, date: '', absences: [], calendar: null };

/** A stage with its seats and how it ends when somebody who is not asked there applies. */
interface Prepared {
  readonly stage: Stage;
  readonly seats: readonly Seat[];
  readonly tally: Tally;
  readonly judgement: Judgement;
  readonly problems: readonly RouteProblem[];
  /** Seats by whoever changes them by applying: the person asked, the delegate. */
  readonly touchedBy: ReadonlyMap<Person, readonly Seat[]>;
  /** People in `touchedBy` by their home organisation; made when first asked for. */
  byHome: ReadonlyMap<number, readonly Person[]> | null;
}

export interface JudgedStage {
  readonly stage: Stage;
  readonly seats: readonly Seat[];
  readonly judgement: Judgement;
  readonly problems: readonly RouteProblem[];
}

const NO_PROBLEMS: readonly RouteProblem[] = [];
const FEW = 8;

/**
 * One route for everybody. Applicants of one organisation who are asked nowhere share one outcome, so that a company is resolved
 * per organisation and route; only those who are asked somewhere are looked at one by one. Answers equal asking for each person.
 */
export class RouteEvaluation {
  readonly route: Route;
  /** Days of arrival at each step, then of the end. */
  readonly arrivals: readonly string[];
  /** 1 at everybody who may use the route; `null` = everyone may. */
  readonly open: Uint8Array | null;
  readonly #index: CompanyIndex;
  readonly #setting: RouteSetting;
  readonly #handling: ApplicantHandling;
  readonly #finalAt: number;
  readonly #finalId: string | null;
  readonly #stages: Stages;
  readonly #book: AbsenceBook;
  readonly #prepared = new Map<Stage, Prepared>();
  readonly #chains = new Map<number, readonly Prepared[]>();
  readonly #shared = new Map<number, readonly RouteProblem[]>();

  constructor(index: CompanyIndex, route: Route, setting: RouteSetting) {
    this.route = route;
    this.#index = index;
    this.#setting = setting;
    this.#handling = route.applicantHandling ?? setting.policy.applicantHandling;
    this.#finalAt = finalStepAt(route.steps);
    this.#finalId = route.steps[this.#finalAt]?.id ?? null;
    this.#stages = new Stages(index, route, setting.policy);
    this.#book = new AbsenceBook(index, setting.absences);
    this.arrivals = arrivals(route, setting.date, setting.calendar);
    this.open = openTo(index, route.access, setting.policy);
  }

  isOpenTo(applicant: Person): boolean {
    return this.open === null || this.open[applicant] === 1;
  }

  /** False when applicants of all organisations share one outcome. */
  get byOrganization(): boolean {
    return this.#stages.byOrganization;
  }

  /** What goes wrong for an applicant of an organisation (`NONE` = in none) who is asked nowhere. */
  sharedProblems(home: number): readonly RouteProblem[] {
    const key = this.byOrganization ? home : NONE;
    let problems = this.#shared.get(key);
    if (problems === undefined) {
      problems = this.#compose(this.#chain(home));
      this.#shared.set(key, problems);
    }
    return problems;
  }

  /** People of an organisation whose applying changes a stage they would meet, each once. */
  involved(home: number): readonly Person[] {
    const people = new Set<Person>();
    for (const prepared of this.#chain(home)) {
      if (prepared.touchedBy.size <= FEW) {
        for (const person of prepared.touchedBy.keys()) if (this.#index.homes[person] === home) people.add(person);
      } else for (const person of this.#byHome(prepared).get(home) ?? []) people.add(person);
    }
    return [...people];
  }

  /** What goes wrong for one applicant. Whether the route is open to the person is another question. */
  problemsOf(applicant: Person): readonly RouteProblem[] {
    const home = this.#index.homes[applicant] ?? NONE;
    const chain = this.#chain(home);
    if (!chain.some(({ touchedBy }) => touchedBy.has(applicant))) return this.sharedProblems(home);
    return this.#compose(chain.map((prepared) => this.#forApplicant(prepared, applicant)));
  }

  /** Every stage for one applicant, with its seats. */
  stagesOf(applicant: Person): readonly JudgedStage[] {
    return this.#chain(this.#index.homes[applicant] ?? NONE).map((prepared) => {
      const { stage, judgement, problems } = this.#forApplicant(prepared, applicant);
      const seats =
        stage.asked === 'applicant'
          ? [applicantsOwnSeat(applicant, this.#handling)]
          : prepared.seats.map((seat) => seatFor(seat, applicant, this.#handling));
      return { stage, seats, judgement, problems };
    });
  }

  #chain(home: number): readonly Prepared[] {
    const key = this.byOrganization ? home : NONE;
    let chain = this.#chains.get(key);
    if (chain === undefined) {
      chain = this.#stages.of(home).map((stage) => this.#prepare(stage));
      this.#chains.set(key, chain);
    }
    return chain;
  }

  #prepare(stage: Stage): Prepared {
    let prepared = this.#prepared.get(stage);
    if (prepared === undefined) {
      const date = this.arrivals[stage.stepAt] ?? this.#setting.date;
      const seats =
        stage.asked === 'applicant'
          ? [applicantsOwnSeat(NONE, this.#handling)]
          : stage.asked.map((person) => seatOf(this.#index, this.#book, date, person));
      const touchedBy = new Map<Person, Seat[]>();
      if (stage.asked !== 'applicant')
        for (const seat of seats) {
          if (seat.person >= 0) push(touchedBy, seat.person, seat);
          if (seat.by !== seat.person && seat.by >= 0) push(touchedBy, seat.by, seat);
        }
      const tally = tallyOf(seats);
      prepared = { stage, seats, tally, touchedBy, byHome: null, ...this.#judged(stage, tally, seats) };
      this.#prepared.set(stage, prepared);
    }
    return prepared;
  }

  #judged(stage: Stage, tally: Tally, seats: readonly Seat[]): Pick<Prepared, 'judgement' | 'problems'> {
    const judgement = judge(stage, tally, this.#setting.policy.inactiveInRule);
    if (judgement.outcome === 'people' && judgement.selfApproval === 'none' && !judgement.someInactive)
      return { judgement, problems: NO_PROBLEMS };
    const inactive =
      tally.inactive === 0 ? [] : seats.filter(({ state }) => state === 'inactive' || state === 'delegate-inactive').map(({ by }) => by);
    return { judgement, problems: stageProblems(this.#index, stage, judgement, inactive, stage.stepAt === this.#finalAt) };
  }

  #forApplicant(prepared: Prepared, applicant: Person): Prepared {
    const before = prepared.touchedBy.get(applicant);
    if (before === undefined) return prepared;
    const after = before.map((seat) => seatFor(seat, applicant, this.#handling));
    if (after.every((seat, i) => seat === before[i])) return prepared;
    const tally = tallyChanged(prepared.tally, before, after);
    // Only seats that cannot act are named, and only taking one out changes who they are.
    const seats =
      tally.inactive === prepared.tally.inactive ? prepared.seats : prepared.seats.map((seat) => seatFor(seat, applicant, this.#handling));
    return { ...prepared, tally, ...this.#judged(prepared.stage, tally, seats) };
  }

  #compose(chain: readonly Prepared[]): readonly RouteProblem[] {
    if (chain.length === 0) return [problem('route-incomplete', 'block', null, 'no-steps', { route: this.route.name })];
    const whole = decisionProblem(chain, this.#finalAt, this.#finalId);
    const found = chain.flatMap(({ problems }) => problems);
    if (whole !== null) found.push(whole);
    return found.length === 0 ? NO_PROBLEMS : found;
  }

  #byHome(prepared: Prepared): ReadonlyMap<number, readonly Person[]> {
    if (prepared.byHome === null) {
      const byHome = new Map<number, Person[]>();
      for (const person of prepared.touchedBy.keys()) push(byHome, this.#index.homes[person] ?? NONE, person);
      prepared.byHome = byHome;
    }
    return prepared.byHome;
  }
}
