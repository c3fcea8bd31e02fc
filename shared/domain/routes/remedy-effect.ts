import type { LevelsAsked } from './asking-order.ts';
import type { CompanyIndex, Person } from './company.ts';
import type { JudgedStage, RouteEvaluation } from './evaluation.ts';
import type { Applicants } from './everybody.ts';
import { type ApproverSlot, isActing } from './slots.ts';

/** What an edit of a step does beside letting people past it. */
export interface RemedyEffect {
  /** People who get past the step without the edit, and are asked of others with it. */
  readonly changed: number;
  /** For some applicant it makes two steps decide by the same people where they did not: nobody is asked anew. */
  readonly repeats: boolean;
  readonly asked: NewlyAsked;
}

/** Who acts at the step with the edit and not without it, of those whom it lets pass or of whom others are asked. */
export interface NewlyAsked {
  /** Each once, in the order of the list. */
  readonly people: readonly Person[];
  /** Where in the hierarchies they are asked; `null` where no level is. */
  readonly levels: LevelsAsked | null;
}

/** Compares a route before and after an edit, for everybody who may use it. Applicants of one organisation who are asked nowhere are alike. */
export function remedyEffect(
  index: CompanyIndex,
  applicants: Applicants,
  before: RouteEvaluation,
  after: RouteEvaluation,
  stepAt: number,
): RemedyEffect {
  const acting = new Acting();
  const people = new Set<Person>();
  let levels: LevelsAsked | null = null;
  let changed = 0;
  let repeats = false;
  const count = (person: Person, many: number): void => {
    const was = before.stagesOf(person);
    const is = after.stagesOf(person);
    const already = acting.repeats(was);
    repeats ||= [...acting.repeats(is)].some((pair) => !already.has(pair));
    const passed = passes(was, stepAt);
    const isChanged = passed && acting.at(was) !== acting.at(is);
    if (isChanged) changed += many;
    if (!passes(is, stepAt) || (passed && !isChanged)) return;
    const asked = new Set(acting.peopleAt(was, stepAt));
    for (const stage of is) {
      if (stage.stage.stepAt !== stepAt) continue;
      const anew = acting.of(stage).people.filter((one) => !asked.has(one));
      for (const one of anew) people.add(one);
      const { level } = stage.stage;
      if (anew.length > 0 && level !== null)
        levels = { lowest: Math.max(level, levels?.lowest ?? level), highest: Math.min(level, levels?.highest ?? level) };
    }
  };
  for (const home of applicants.homes) {
    const here = applicants.of(home).filter((person) => before.isOpenTo(person));
    const involved = new Set([...before.involved(home), ...after.involved(home)].filter((person) => index.homes[person] === home));
    const alike = here.filter((person) => !involved.has(person));
    for (const person of here) if (involved.has(person)) count(person, 1);
    const [first] = alike;
    if (first !== undefined) count(first, alike.length);
  }
  return { changed, repeats, asked: { people: [...people].sort((a, b) => a - b), levels } };
}

const passes = (stages: readonly JudgedStage[], stepAt: number): boolean =>
  stages.every(({ stage, problems }) => stage.stepAt > stepAt || problems.every(({ severity }) => severity !== 'block'));

interface ActingPeople {
  readonly people: readonly Person[];
  readonly key: string;
}

/** Who acts at stages, whoever else is named there. The slots of most are shared by many applicants. */
class Acting {
  readonly #known = new WeakMap<readonly ApproverSlot[], ActingPeople>();

  of({ slots }: JudgedStage): ActingPeople {
    let acting = this.#known.get(slots);
    if (acting === undefined) {
      const people = [...new Set(slots.filter(isActing).map(({ by }) => by))].sort((a, b) => a - b);
      acting = { people, key: people.join(' ') };
      this.#known.set(slots, acting);
    }
    return acting;
  }

  at(stages: readonly JudgedStage[]): string {
    return stages.map((stage) => `${stage.stage.stepAt}: ${this.of(stage).key}`).join('\n');
  }

  peopleAt(stages: readonly JudgedStage[], stepAt: number): readonly Person[] {
    return stages.flatMap((stage) => (stage.stage.stepAt === stepAt ? this.of(stage).people : []));
  }

  /** Every two steps at which the same people decide. */
  repeats(stages: readonly JudgedStage[]): ReadonlySet<string> {
    const places = new Map<string, number[]>();
    const pairs = new Set<string>();
    for (const judged of stages) {
      const { stage, judgement } = judged;
      if (judgement.outcome !== 'people' || stage.step.role === 'verify') continue;
      const { key } = this.of(judged);
      const earlier = places.get(key) ?? [];
      for (const place of earlier) if (place !== stage.stepAt) pairs.add(`${key}: ${place} ${stage.stepAt}`);
      places.set(key, [...earlier, stage.stepAt]);
    }
    return pairs;
  }
}
