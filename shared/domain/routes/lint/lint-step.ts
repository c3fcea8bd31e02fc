import type { ListFact } from '../../directory/missing-facts.ts';
import type { Edit } from '../commands.ts';
import { type CompanyIndex, NO_POSITION } from '../company.ts';
import {
  APPROVAL_RULES,
  type Approver,
  MAX_ORGANIZATION_DEPTH,
  type Resolver,
  type Route,
  replaceNamedUsers,
  type Step,
} from '../route.ts';
import { shortenNames } from '../short-names.ts';
import { areApproverFactsMissing } from '../simulation/missing-facts.ts';
import { Stages } from '../simulation/stages.ts';
import { countVotesNeeded, getApprovalRule } from '../steps.ts';
import type { LintContext } from './lint-context.ts';
import { createLintProblem, type LintCode, type LintProblem } from './lint-problem.ts';
import { findStepOrderProblem } from './step-order.ts';

/** Problems of one step; `at` is its position from 0. */
export function lintStep(route: Route, step: Step, at: number, context: LintContext): LintProblem[] {
  const problem = (code: LintCode, params: LintProblem['params'] = {}, fix: readonly Edit[] = []): LintProblem =>
    createLintProblem(code, step.id, { step: at + 1, ...params }, fix);
  const set = (changes: Partial<Omit<Step, 'id'>>): Edit[] => [{ kind: 'set-step', stepId: step.id, changes }];
  const problems = [...listMissingStepValues(step).map((code) => problem(code))];
  const whole = problems.length === 0;
  problems.push(...repeats(step, problem, set));
  if (whole && context.index !== null) problems.push(...resolution(context.index, route, step, context, problem, set));
  if (step.role !== 'verify' && step.approvers.kind === 'applicant')
    problems.push(problem('applicant-decides', {}, set({ role: 'verify' })));
  const before = route.steps[at - 1];
  if (whole && before !== undefined && !mayGoTwoWays(before, step) && samePeople(before, step))
    problems.push(problem('same-approver-again', { before: at }, withoutTheLaxer(before, step)));
  if (whole) problems.push(...disorder(route, step, at, context.index?.depth ?? MAX_ORGANIZATION_DEPTH, problem));
  if (step.branch !== null && context.orderers !== null)
    problems.push(
      problem('branch-for-amazon', { summary: step.branch.summary, described: step.branch.summary.trim() === '' ? 'no' : 'yes' }),
    );
  if (context.rules.discourageNamedPeople && namesPeople(step.approvers)) problems.push(problem('rule-named-people'));
  return problems;
}

type MakeProblem = (code: LintCode, params?: LintProblem['params'], fix?: readonly Edit[]) => LintProblem;
type SetStep = (changes: Partial<Omit<Step, 'id'>>) => Edit[];

/** Problems for missing values of the step. */
export function listMissingStepValues({ approvers }: Step): LintCode[] {
  switch (approvers.kind) {
    case 'users':
      return approvers.users.length === 0 ? ['approvers-missing'] : [];
    case 'group':
      return [
        ...(approvers.name.trim() === '' ? (['group-name-missing'] as const) : []),
        ...(approvers.members.length === 0 ? (['group-members-missing'] as const) : []),
      ];
    case 'role':
      return approvers.roleId === '' ? ['role-missing'] : [];
    case 'organization':
      return [...(approvers.organizationId === '' ? (['organization-missing'] as const) : []), ...incompleteResolver(approvers.resolver)];
    case 'hierarchy': {
      const { from, to } = approvers;
      const fine = [from, to].every((level) => Number.isInteger(level) && level >= 1 && level <= MAX_ORGANIZATION_DEPTH);
      return [...(fine ? [] : (['levels-malformed'] as const)), ...incompleteResolver(approvers.resolver)];
    }
    case 'applicant':
      return [];
  }
}

function incompleteResolver(resolver: Resolver): LintCode[] {
  if (resolver.kind === 'selected') return resolver.users.length === 0 ? ['approvers-missing'] : [];
  return resolver.kind === 'role-members' && resolver.roleId === '' ? ['role-missing'] : [];
}

/** People whom a step names individually; `null` if it names none. */
function namedPeople(approvers: Approver): readonly string[] | null {
  if (approvers.kind === 'users') return approvers.users;
  if (approvers.kind === 'group') return approvers.members;
  if ((approvers.kind === 'organization' || approvers.kind === 'hierarchy') && approvers.resolver.kind === 'selected')
    return approvers.resolver.users;
  return null;
}

/** A group is a named committee, so naming people there is intended. */
const namesPeople = (approvers: Approver): boolean => approvers.kind !== 'group' && namedPeople(approvers) !== null;

function repeats(step: Step, problem: MakeProblem, set: SetStep): LintProblem[] {
  const people = namedPeople(step.approvers) ?? [];
  const once = [...new Set(people)];
  const problems: LintProblem[] = [];
  if (once.length < people.length)
    problems.push(
      problem('person-repeated', { count: people.length - once.length }, set({ approvers: replaceNamedUsers(step.approvers, once) })),
    );
  const single =
    step.approvers.kind === 'applicant' || ((step.approvers.kind === 'users' || step.approvers.kind === 'group') && once.length === 1);
  if (single && getApprovalRule(step) !== 'one') {
    const { approvers } = step;
    problems.push(
      problem('rule-pointless', {}, set(approvers.kind === 'group' ? { approvers: { ...approvers, rule: 'one' } } : { rule: 'one' })),
    );
  }
  return problems;
}

/** Problems found by resolving the step in the company, independent of the applicant. */
function resolution(
  index: CompanyIndex,
  route: Route,
  step: Step,
  { policy }: LintContext,
  problem: MakeProblem,
  set: SetStep,
): LintProblem[] {
  const { approvers } = step;
  const unknown = unknownPlaces(index, approvers);
  if (unknown.length > 0) return unknown.map(([code, params]) => problem(code, params));
  if (areApproverFactsMissing(index.missingFacts, approvers)) return [problem('people-untold')];
  const problems: LintProblem[] = [];
  const named = namedPeople(approvers);
  const gone = (named ?? []).filter((id) => !index.isActive(index.person(id)));
  const left = (named ?? []).filter((id) => !gone.includes(id));
  const [stage] = approvers.kind === 'hierarchy' ? [] : new Stages(index, { ...route, steps: [step] }, policy).of(NO_POSITION);
  const asked = stage === undefined || typeof stage.asked === 'string' ? null : stage.asked;
  const able = asked?.filter((person) => index.isActive(person)).length ?? 0;
  if (asked !== null && asked.length === 0)
    return [problem(approvers.kind === 'role' ? 'role-empty' : 'nobody-in-organization', nameOf(index, approvers))];
  const fix = left.length === 0 ? [] : set({ approvers: replaceNamedUsers(approvers, left) });
  const strangers = gone.filter((id) => index.person(id) < 0);
  const suspended = gone.filter((id) => index.person(id) >= 0);
  if (strangers.length > 0) problems.push(problem('person-unknown', shortenNames(strangers), fix));
  if (suspended.length > 0)
    problems.push(problem('person-inactive', shortenNames(suspended.map((id) => index.nameOf(index.person(id)))), fix));
  if (asked !== null && able === 0) problems.push(problem('nobody-active'));
  else if (asked !== null && policy.inactiveInRule === 'counted' && able < countVotesNeeded(getApprovalRule(step), asked.length))
    problems.push(
      problem('rule-cannot-pass', { able, needed: countVotesNeeded(getApprovalRule(step), asked.length), counted: asked.length }),
    );
  return problems;
}

function unknownPlaces(index: CompanyIndex, approvers: Approver): (readonly [LintCode, LintProblem['params']])[] {
  const unknown: (readonly [LintCode, LintProblem['params']])[] = [];
  // An object is reported as missing only if the lists contain its kind.
  const isTold = (fact: ListFact): boolean => !index.missingFacts.has(fact);
  if (approvers.kind === 'organization' && isTold('organizations') && index.organizationAt(approvers.organizationId) === NO_POSITION)
    unknown.push(['organization-unknown', { id: approvers.organizationId }]);
  const resolver = approvers.kind === 'organization' || approvers.kind === 'hierarchy' ? approvers.resolver : null;
  const roleId = approvers.kind === 'role' ? approvers.roleId : resolver?.kind === 'role-members' ? resolver.roleId : null;
  if (roleId !== null && isTold('roles') && index.roleMembers(roleId) === null) unknown.push(['role-unknown', { id: roleId }]);
  if (approvers.kind === 'hierarchy' && isTold('organizations') && Math.min(approvers.from, approvers.to) > index.depth)
    unknown.push(['levels-too-deep', { depth: index.depth }]);
  return unknown;
}

function nameOf(index: CompanyIndex, approvers: Approver): LintProblem['params'] {
  const organization = approvers.kind === 'organization' ? index.organizations[index.organizationAt(approvers.organizationId)] : undefined;
  return { name: organization?.name ?? '' };
}

/** True if a step has a branch, so that the two steps may be alternatives. */
const mayGoTwoWays = (a: Step, b: Step): boolean => a.branch !== null || b.branch !== null;

/**
 * Removes one of two steps that ask the same people: the one with the less strict rule, or the earlier one. If that is the final decider's,
 * a user must choose.
 */
function withoutTheLaxer(before: Step, step: Step): readonly Edit[] {
  const [first, then] = [before, step].map((one) => APPROVAL_RULES.indexOf(getApprovalRule(one))) as [number, number];
  const laxer = then > first || (then === first && before.finalDecider) ? step : before;
  return laxer.finalDecider ? [] : [{ kind: 'remove-step', stepId: laxer.id }];
}

/** Reports the first earlier step that asked higher levels, or else the first that ended at the level where this step starts. */
function disorder(route: Route, step: Step, at: number, depth: number, problem: MakeProblem): LintProblem[] {
  const found = route.steps.slice(0, at).flatMap((earlier, before) => {
    if (mayGoTwoWays(earlier, step) || (before === at - 1 && samePeople(earlier, step))) return [];
    const disorder = findStepOrderProblem(earlier, step, depth);
    return disorder === null ? [] : [{ ...disorder, before: before + 1 }];
  });
  const worst = found.find(({ kind }) => kind === 'backwards') ?? found[0];
  if (worst === undefined) return [];
  const { before } = worst;
  return worst.kind === 'backwards'
    ? [problem('levels-backwards', { before, highest: worst.highest, lowest: worst.lowest })]
    : [problem('level-again', { before, level: worst.level })];
}

/** True if two steps ask exactly the same people for the same action. */
function samePeople(a: Step, b: Step): boolean {
  const key = ({ approvers }: Step): string => {
    const people = namedPeople(approvers);
    if (people !== null && (approvers.kind === 'users' || approvers.kind === 'group')) return JSON.stringify([...new Set(people)].sort());
    return JSON.stringify(approvers);
  };
  return (a.role === 'verify') === (b.role === 'verify') && key(a) === key(b);
}
