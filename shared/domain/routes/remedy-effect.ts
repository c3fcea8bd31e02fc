import { Acting } from './acting.ts';
import type { LevelsAsked } from './asking-order.ts';
import type { CompanyIndex, Person } from './company.ts';
import type { JudgedRow, RouteEvaluation } from './evaluation.ts';
import type { Applicants } from './everybody.ts';

/** What an edit of a step does beside letting people past it. */
export interface RemedyEffect {
  /** People who get past the step without the edit, and are asked of others with it. */
  readonly changed: number;
  readonly asked: NewlyAsked;
}

/** Who acts at the step with the edit and not without it, of those whom it lets pass or of whom others are asked. */
export interface NewlyAsked {
  /** Each once, in the order of the list. */
  readonly people: readonly Person[];
  /** Where in the hierarchies they are asked; `null` where no level is. */
  readonly levels: LevelsAsked | null;
}

/** A stage for one applicant, and who acts there. */
interface ActedStage extends JudgedRow {
  readonly actors: number;
  readonly people: () => readonly Person[];
}

/**
 * Compares a route with what edits of one step make of it, for everybody who may use it. Applicants of one organisation who are asked
 * nowhere are alike.
 */
export class RemedyEffects {
  readonly #index: CompanyIndex;
  readonly #before: RouteEvaluation;
  readonly #stepAt: number;
  readonly #acting = new Acting();
  readonly #homes: readonly { readonly home: number; readonly people: readonly Person[] }[];
  /** Asked again for every edit. */
  readonly #was = new Map<Person, readonly ActedStage[]>();

  constructor(index: CompanyIndex, applicants: Applicants, before: RouteEvaluation, stepAt: number) {
    this.#index = index;
    this.#before = before;
    this.#stepAt = stepAt;
    this.#homes = applicants.homes.map((home) => ({ home, people: applicants.of(home).filter((person) => before.isOpenTo(person)) }));
  }

  /** `null` where for some applicant two steps come to be decided by the same people: nobody is asked anew. */
  of(after: RouteEvaluation): RemedyEffect | null {
    const effect = { changed: 0, people: new Set<Person>(), levels: null };
    for (const { home, people } of this.#homes) {
      const involved = new Set(
        [...this.#before.involved(home), ...after.involved(home)].filter((person) => this.#index.homes[person] === home),
      );
      const alike = involved.size === 0 ? people : people.filter((person) => !involved.has(person));
      for (const person of people) if (involved.has(person) && !this.#count(after, person, 1, effect)) return null;
      const [first] = alike;
      if (first !== undefined && !this.#count(after, first, alike.length, effect)) return null;
    }
    const { changed, people, levels } = effect;
    return { changed, asked: { people: [...people].sort((a, b) => a - b), levels } };
  }

  /** Adds what becomes of so many people like this one; false where the same people come to decide at two steps. */
  #count(after: RouteEvaluation, person: Person, many: number, effect: Counted): boolean {
    const stepAt = this.#stepAt;
    let was = this.#was.get(person);
    if (was === undefined) {
      was = this.#actedOf(this.#before, person);
      this.#was.set(person, was);
    }
    const is = this.#actedOf(after, person);
    if (repeatsMore(was, is)) return false;
    const passed = passes(was, stepAt);
    const isChanged = passed && !sameActors(was, is);
    if (isChanged) effect.changed += many;
    if (!passes(is, stepAt) || (passed && !isChanged)) return true;
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

  #actedOf(evaluation: RouteEvaluation, person: Person): readonly ActedStage[] {
    return evaluation.rowsOf(person).map((judged) => {
      const found = this.#acting.at(judged, person, evaluation.handling);
      return { ...judged, actors: found.id, people: () => found.people };
    });
  }
}

interface Counted {
  changed: number;
  readonly people: Set<Person>;
  levels: LevelsAsked | null;
}

const passes = (stages: readonly JudgedRow[], stepAt: number): boolean =>
  stages.every(({ stage, problems }) => stage.stepAt > stepAt || problems.every(({ severity }) => severity !== 'block'));

const sameActors = (a: readonly ActedStage[], b: readonly ActedStage[]): boolean =>
  a.length === b.length && a.every(({ stage, actors }, at) => stage.stepAt === b[at]?.stage.stepAt && actors === b[at].actors);

/** Whether two steps are decided by the same people that were not before. */
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
