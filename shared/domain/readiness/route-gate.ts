import { type CompanyIndex, NONE } from '../routes/company.ts';
import { RouteEvaluation, settingWithoutAbsences } from '../routes/evaluation.ts';
import { type RouteProblem, type RouteReasonKey, wholeRouteProblem } from '../routes/outcome.ts';
import type { Route } from '../routes/route.ts';
import type { RoutePolicy } from '../routes/route-policy.ts';
import { notOpen } from '../routes/simulate.ts';
import { FINDING_KINDS, type Finding } from './finding.ts';

/** Gate 6 of one route: what meets everybody who applies, told once, and what meets one person. */
export interface RouteGate {
  readonly everybody: readonly Finding[];
  /** Notes are left out. */
  of(neoIndex: number): readonly Finding[];
  /** Whether no list tells how the gate stands for one person, as far as nothing is found. */
  isUnsure(neoIndex: number): boolean;
}

const NOTHING: readonly Finding[] = [];

/** How a problem of a route stands among the findings: `neoIndex` -1 = the whole company. */
export function routeFinding({ code, severity, stepId, reason, params }: RouteProblem, neoIndex: number): Finding {
  const plain: Finding = { code, neoIndex, amazonIndex: -1, reason: { key: `route.reason.${reason}`, params }, suggestion: null };
  const weighed = severity === FINDING_KINDS[code].severity ? plain : { ...plain, severity };
  return neoIndex < 0 && stepId !== null ? { ...weighed, subject: stepId } : weighed;
}

/** These are about the whole of what one applicant passes, so that another organisation's answer may differ. */
const OF_THE_WHOLE: ReadonlySet<RouteReasonKey> = new Set(['nobody-decides', 'final-step-skipped']);
const keyOf = ({ code, reason, stepId }: RouteProblem): string => `${code} ${reason} ${stepId}`;

/**
 * Looks through a route for everybody, nobody being away. A step that asks the same people whoever applies fails for all applicants
 * alike: taking the applicant out of a step that fails never mends it. So that is one finding, whoever is in the list; the rest is
 * each person's own.
 */
export function routeGate(index: CompanyIndex, route: Route, policy: RoutePolicy): RouteGate {
  const whole = wholeRouteProblem(route);
  if (whole !== null) return { everybody: [routeFinding(whole, -1)], of: () => NOTHING, isUnsure: () => false };
  const evaluation = new RouteEvaluation(index, route, { ...settingWithoutAbsences, policy });
  const steps = new Map(route.steps.map((step) => [step.id, step]));
  const meetsEverybody = ({ stepId, reason }: RouteProblem): boolean =>
    evaluation.byOrganization ? !OF_THE_WHOLE.has(reason) && steps.get(stepId ?? '')?.approvers.kind !== 'hierarchy' : true;
  const shared = evaluation.sharedProblems(NONE).filter((problem) => problem.severity !== 'note' && meetsEverybody(problem));
  const sharedKeys = new Set(shared.map(keyOf));
  const closed = notOpen(route);
  // People of one organisation mostly share one list of problems.
  const own = new Map<readonly RouteProblem[], readonly RouteProblem[]>();
  const ownOf = (problems: readonly RouteProblem[]): readonly RouteProblem[] => {
    let list = own.get(problems);
    if (list === undefined) {
      list = problems.filter((problem) => problem.severity !== 'note' && !sharedKeys.has(keyOf(problem)));
      own.set(problems, list);
    }
    return list;
  };
  return {
    everybody: shared.map((problem) => routeFinding(problem, -1)),
    isUnsure: (neoIndex) => evaluation.isUnsure(neoIndex),
    of(neoIndex) {
      if (!evaluation.isOpenTo(neoIndex)) return [routeFinding(closed, neoIndex)];
      const problems = ownOf(evaluation.problemsOf(neoIndex));
      return problems.length === 0 ? NOTHING : problems.map((problem) => routeFinding(problem, neoIndex));
    },
  };
}
