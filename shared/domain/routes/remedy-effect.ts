import type { CompanyIndex } from './company.ts';
import type { JudgedStage, RouteEvaluation } from './evaluation.ts';
import type { Applicants } from './everybody.ts';

/** What an edit of a step does beside letting people past it. */
export interface RemedyEffect {
  /** People who get past the step without the edit, and are asked of others with it. */
  readonly changed: number;
  /** It makes the step ask whom the step before or after it asks, for most of those it helps or most of all who then pass: nobody is asked anew. */
  readonly repeats: boolean;
}

/** Compares a route before and after an edit, for everybody who may use it. Applicants of one organisation who are asked nowhere are alike. */
export function remedyEffect(
  index: CompanyIndex,
  applicants: Applicants,
  before: RouteEvaluation,
  after: RouteEvaluation,
  stepAt: number,
): RemedyEffect {
  let changed = 0;
  const helped = { all: 0, repeating: 0 };
  const passing = { all: 0, repeating: 0 };
  const count = (person: number, people: number): void => {
    const was = before.stagesOf(person);
    const is = after.stagesOf(person);
    const passed = passes(was, stepAt);
    if (passed && asked(was) !== asked(is)) changed += people;
    if (!passes(is, stepAt)) return;
    const newlyRepeats = repeatsNeighbour(is, stepAt) && !repeatsNeighbour(was, stepAt);
    for (const group of passed ? [passing] : [passing, helped]) {
      group.all += people;
      if (newlyRepeats) group.repeating += people;
    }
  };
  for (const home of applicants.homes) {
    const people = applicants.of(home).filter((person) => before.isOpenTo(person));
    const involved = new Set([...before.involved(home), ...after.involved(home)].filter((person) => index.homes[person] === home));
    const alike = people.filter((person) => !involved.has(person));
    for (const person of people) if (involved.has(person)) count(person, 1);
    const [first] = alike;
    if (first !== undefined) count(first, alike.length);
  }
  return { changed, repeats: mostly(helped) || mostly(passing) };
}

const mostly = ({ all, repeating }: { readonly all: number; readonly repeating: number }): boolean => repeating * 2 > all;

const passes = (stages: readonly JudgedStage[], stepAt: number): boolean =>
  stages.every(({ stage, problems }) => stage.stepAt > stepAt || problems.every(({ severity }) => severity !== 'block'));

/** Who can act at a stage, whoever else is named there. */
const acting = ({ slots }: JudgedStage): string =>
  slots
    .filter(({ state }) => state !== 'inactive' && state !== 'delegate-inactive' && state !== 'applicant-excluded')
    .map(({ by }) => by)
    .sort((a, b) => a - b)
    .join(' ');

const asked = (stages: readonly JudgedStage[]): string => stages.map((stage) => `${stage.stage.stepAt}: ${acting(stage)}`).join('\n');

/** Whether the first or the last who are asked at a step are those asked just before or after it, for the same kind of act. */
function repeatsNeighbour(stages: readonly JudgedStage[], stepAt: number): boolean {
  const at = (place: number): readonly JudgedStage[] => stages.filter(({ stage }) => stage.stepAt === place);
  const own = at(stepAt);
  return same(at(stepAt - 1).at(-1), own[0]) || same(own.at(-1), at(stepAt + 1)[0]);
}

function same(a: JudgedStage | undefined, b: JudgedStage | undefined): boolean {
  if (a === undefined || b === undefined || (a.stage.step.role === 'verify') !== (b.stage.step.role === 'verify')) return false;
  return acting(a) !== '' && acting(a) === acting(b);
}
