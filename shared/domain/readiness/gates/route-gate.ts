import { type CompanyIndex, NO_POSITION } from '../../routes/company.ts';
import type { Route } from '../../routes/route.ts';
import type { RoutePolicy } from '../../routes/route-policy.ts';
import { DEFAULT_ROUTE_SETTING, RouteEvaluation } from '../../routes/simulation/evaluation.ts';
import { findWholeRouteProblem, type RouteProblem, type RouteReasonKey } from '../../routes/simulation/outcome.ts';
import { createNotOpenProblem } from '../../routes/simulation/simulate.ts';
import { FINDING_KINDS, type Finding } from '../finding.ts';

/** Result of gate 6 for one route: problems of all applicants once, and problems per person. */
export interface RouteGate {
  readonly everybody: readonly Finding[];
  /** Findings of one person; notes are excluded. */
  of(neoIndex: number): readonly Finding[];
  /** True if missing facts leave the gate unchecked for a person without findings. */
  isUnsure(neoIndex: number): boolean;
}

const NOTHING: readonly Finding[] = [];

/** Converts a problem of a route to a finding: `neoIndex` -1 = the whole company. */
export function toRouteFinding({ code, severity, stepId, reason, params }: RouteProblem, neoIndex: number): Finding {
  const plain: Finding = { code, neoIndex, amazonIndex: -1, reason: { key: `route.reason.${reason}`, params }, suggestion: null };
  const weighed = severity === FINDING_KINDS[code].severity ? plain : { ...plain, severity };
  return neoIndex < 0 && stepId !== null ? { ...weighed, subject: stepId } : weighed;
}

/** Reasons about all steps of one applicant together, which may differ between organizations. */
const OF_THE_WHOLE: ReadonlySet<RouteReasonKey> = new Set(['nobody-decides', 'final-step-skipped']);
const keyOf = ({ code, reason, stepId }: RouteProblem): string => `${code} ${reason} ${stepId}`;

/**
 * Checks a route for everyone, ignoring absences. A step with the same approvers for all applicants fails for all of them, so it gives one
 * finding; other problems are reported per person.
 */
export function checkRouteGate(index: CompanyIndex, route: Route, policy: RoutePolicy): RouteGate {
  const whole = findWholeRouteProblem(route);
  if (whole !== null) return { everybody: [toRouteFinding(whole, -1)], of: () => NOTHING, isUnsure: () => false };
  const evaluation = new RouteEvaluation(index, route, { ...DEFAULT_ROUTE_SETTING, policy });
  const steps = new Map(route.steps.map((step) => [step.id, step]));
  const meetsEverybody = ({ stepId, reason }: RouteProblem): boolean =>
    evaluation.byOrganization ? !OF_THE_WHOLE.has(reason) && steps.get(stepId ?? '')?.approvers.kind !== 'hierarchy' : true;
  const shared = evaluation.sharedProblems(NO_POSITION).filter((problem) => problem.severity !== 'note' && meetsEverybody(problem));
  const sharedKeys = new Set(shared.map(keyOf));
  const closed = createNotOpenProblem(route);
  // Cached, because people of one organization usually share one list of problems.
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
    everybody: shared.map((problem) => toRouteFinding(problem, -1)),
    isUnsure: (neoIndex) => evaluation.isUnsure(neoIndex),
    of(neoIndex) {
      if (!evaluation.isOpenTo(neoIndex)) return [toRouteFinding(closed, neoIndex)];
      const problems = ownOf(evaluation.problemsOf(neoIndex));
      return problems.length === 0 ? NOTHING : problems.map((problem) => toRouteFinding(problem, neoIndex));
    },
  };
}
