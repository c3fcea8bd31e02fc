import type { CompanyIndex, PersonIndex } from '../company.ts';
import type { ApproverLevels } from '../lint/step-order.ts';
import type { JudgedRow, RouteEvaluation } from '../simulation/evaluation.ts';
import { type Applicants, findFirstStop } from '../simulation/simulate-for-everyone.ts';
import { ActingPeopleFinder } from './acting.ts';

/** Effects of an edit besides letting people pass. */
export interface RemedyEffect {
  /** Number of people who pass the step before and after, but with other approvers. */
  readonly changed: number;
  readonly asked: NewlyInvolvedPeople;
  /** People who newly complete the route or no longer do. */
  readonly end: PassageChange;
  /** People who newly pass the step or no longer do. */
  readonly step: PassageChange;
}

/** Change in the people who pass; gains minus losses is the change of the total. */
export interface PassageChange {
  readonly mended: number;
  /** People who pass only without the edit, in list order. */
  readonly stopped: readonly PersonIndex[];
}

/** People who newly act at the step for applicants who newly pass or whose approvers change. */
export interface NewlyInvolvedPeople {
  /** These people in list order, without duplicates. */
  readonly people: readonly PersonIndex[];
  /** The hierarchy levels at which these people are asked; `null` = none. */
  readonly levels: ApproverLevels | null;
}

/** A stage of one applicant with the acting people. */
interface ActedStage extends JudgedRow {
  readonly actors: number;
  readonly people: () => readonly PersonIndex[];
}

/**
 * Compares a route with edited versions of one step, for all people who may use it. Applicants of one organization who are not approvers at
 * any step are evaluated together.
 */
export class RemedyEffects {
  readonly #index: CompanyIndex;
  readonly #before: RouteEvaluation;
  readonly #stepAt: number;
  readonly #acting = new ActingPeopleFinder();
  readonly #homes: readonly { readonly home: number; readonly people: readonly PersonIndex[] }[];
  /** State before the edit, reused for every edit. */
  readonly #was = new Map<PersonIndex, Standing>();

  constructor(index: CompanyIndex, applicants: Applicants, before: RouteEvaluation, stepAt: number) {
    this.#index = index;
    this.#before = before;
    this.#stepAt = stepAt;
    this.#homes = applicants.homes.map((home) => ({ home, people: applicants.of(home).filter((person) => before.isOpenTo(person)) }));
  }

  /** Effect of the edited route; `null` if the same people would newly decide two steps for some applicant. */
  of(after: RouteEvaluation): RemedyEffect | null {
    const effect: Counted = { changed: 0, people: new Set(), levels: null, end: new PassageCount(), step: new PassageCount() };
    for (const { home, people } of this.#homes) {
      const involved = new Set(
        [...this.#before.involved(home), ...after.involved(home)].filter((person) => this.#index.homes[person] === home),
      );
      const alike = involved.size === 0 ? people : people.filter((person) => !involved.has(person));
      for (const person of people) if (involved.has(person) && !this.#count(after, person, [person], effect)) return null;
      const [first] = alike;
      if (first !== undefined && !this.#count(after, first, alike, effect)) return null;
    }
    const { changed, people, levels, end, step } = effect;
    return { changed, asked: { people: [...people].sort(byPlace), levels }, end: end.passage(), step: step.passage() };
  }

  /** Adds the change for `alike`, represented by `person`. Returns false if the same people would newly decide two steps. */
  #count(after: RouteEvaluation, person: PersonIndex, alike: readonly PersonIndex[], effect: Counted): boolean {
    const stepAt = this.#stepAt;
    let earlier = this.#was.get(person);
    if (earlier === undefined) {
      earlier = this.#standingOf(this.#before, person);
      this.#was.set(person, earlier);
    }
    const later = this.#standingOf(after, person);
    const [was, is] = [earlier.stages, later.stages];
    if (repeatsMore(was, is)) return false;
    const [passed, passes] = [earlier.stopsAt > stepAt, later.stopsAt > stepAt];
    effect.step.add(passed, passes, alike);
    effect.end.add(earlier.stopsAt === NO_POSITION, later.stopsAt === NO_POSITION, alike);
    const isChanged = passed && passes && !sameActors(was, is);
    if (isChanged) effect.changed += alike.length;
    if (!passes || (passed && !isChanged)) return true;
    const asked = new Set(was.flatMap((one) => (one.stage.stepAt === stepAt ? one.people() : [])));
    for (const { stage, people } of is) {
      if (stage.stepAt !== stepAt) continue;
      const anew = people().filter((one) => !asked.has(one));
      for (const one of anew) effect.people.add(one);
      const { level } = stage;
      const { levels } = effect;
      if (anew.length > 0 && level !== null)
        effect.levels = { lowest: Math.max(level, levels?.lowest ?? level), highest: Math.min(level, levels?.highest ?? level) };
    }
    return true;
  }

  #standingOf(evaluation: RouteEvaluation, person: PersonIndex): Standing {
    const stop = findFirstStop(evaluation.problemsOf(person));
    return {
      stages: evaluation.rowsOf(person).map((judged) => {
        const found = this.#acting.at(judged, person, evaluation.handling);
        return { ...judged, actors: found.id, people: () => found.people };
      }),
      stopsAt: stop === null ? NO_POSITION : evaluation.route.steps.findIndex(({ id }) => id === stop.stepId),
    };
  }
}

const NO_POSITION = Number.POSITIVE_INFINITY;

/** State of an applicant on a route: acting people, and the position of the blocking step. -1 = the route itself, infinity = none. */
interface Standing {
  readonly stages: readonly ActedStage[];
  readonly stopsAt: number;
}

interface Counted {
  changed: number;
  readonly people: Set<PersonIndex>;
  levels: ApproverLevels | null;
  readonly end: PassageCount;
  readonly step: PassageCount;
}

class PassageCount {
  #mended = 0;
  readonly #stopped: PersonIndex[] = [];

  add(passed: boolean, passes: boolean, people: readonly PersonIndex[]): void {
    if (!passed && passes) this.#mended += people.length;
    if (passed && !passes) for (const person of people) this.#stopped.push(person);
  }

  passage(): PassageChange {
    return { mended: this.#mended, stopped: [...this.#stopped].sort(byPlace) };
  }
}

const byPlace = (a: PersonIndex, b: PersonIndex): number => a - b;

const sameActors = (a: readonly ActedStage[], b: readonly ActedStage[]): boolean =>
  a.length === b.length && a.every(({ stage, actors }, at) => stage.stepAt === b[at]?.stage.stepAt && actors === b[at].actors);

/** True if two steps have the same deciders that did not have the same before. */
function repeatsMore(was: readonly ActedStage[], is: readonly ActedStage[]): boolean {
  let before: ReadonlySet<string> | null = null;
  for (const pair of repeats(is)) {
    before ??= new Set(repeats(was));
    if (!before.has(pair)) return true;
  }
  return false;
}

function* repeats(stages: readonly ActedStage[]): Generator<string> {
  for (let at = 1; at < stages.length; at++) {
    const later = stages[at] as ActedStage;
    if (!decides(later)) continue;
    for (let before = 0; before < at; before++) {
      const earlier = stages[before] as ActedStage;
      if (earlier.actors === later.actors && earlier.stage.stepAt !== later.stage.stepAt && decides(earlier))
        yield `${later.actors}: ${earlier.stage.stepAt} ${later.stage.stepAt}`;
    }
  }
}

const decides = ({ judgement, stage }: JudgedRow): boolean => judgement.outcome === 'people' && stage.step.role !== 'verify';
