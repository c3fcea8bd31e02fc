import type { Approver, Resolver, Route, Step } from './route.ts';
import { getApprovalRule, getFinalStepIndex } from './steps.ts';

/** A message for the interface: a key below `route.` and its arguments. */
export interface Phrase {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** One step of a route in its description: 課長（組織内承認者・1人以上）. */
export interface RoutePart {
  /** Id of the step; `null` for the applicant at the beginning and the end. */
  readonly stepId: string | null;
  readonly role: Step['role'] | null;
  readonly who: Phrase;
  /** Details in brackets: the people within the organization, and the approval rule. */
  readonly how: readonly Phrase[];
  /** True if the final decision is made at this step. */
  readonly final: boolean;
  readonly conditional: boolean;
}

/** Functions that return the name of an id; `null` if unknown. */
export interface RouteNames {
  readonly user: (id: string) => string | null;
  readonly organization: (id: string) => string | null;
  readonly role: (id: string) => string | null;
}

const phrase = (key: string, params: Phrase['params'] = {}): Phrase => ({ key, params });

/** Describes a route as a list of parts: the applicant, each step, and the end. */
export function describeRoute(route: Route, names: RouteNames): readonly RoutePart[] {
  const finalAt = getFinalStepIndex(route.steps);
  const end = finalAt < 0 ? 'sentence.nobodyDecides' : 'sentence.decided';
  return [
    { stepId: null, role: null, who: phrase('sentence.applicant'), how: [], final: false, conditional: false },
    ...route.steps.map((step, at) => ({ ...describeStep(step, names), final: at === finalAt })),
    { stepId: null, role: null, who: phrase(end), how: [], final: false, conditional: false },
  ];
}

/** Describes one step. `final` is the step's own mark; which step actually decides depends on the whole route. */
export function describeStep(step: Step, names: RouteNames): RoutePart {
  const { approvers } = step;
  const who = describeApprovers(approvers, names);
  const resolver = approvers.kind === 'organization' || approvers.kind === 'hierarchy' ? [resolverPhrase(approvers.resolver, names)] : [];
  const several = approvers.kind !== 'applicant' && !(approvers.kind === 'users' && approvers.users.length === 1);
  const how = several ? [...resolver, phrase(`rule.${getApprovalRule(step)}`)] : resolver;
  return { stepId: step.id, role: step.role, who, how, final: step.finalDecider, conditional: step.branch !== null };
}

function describeApprovers(approvers: Approver, names: RouteNames): Phrase {
  switch (approvers.kind) {
    case 'users':
      return people(approvers.users, names);
    case 'group':
      return phrase(approvers.name.trim() === '' ? 'who.groupUnnamed' : 'who.group', {
        name: approvers.name,
        count: approvers.members.length,
      });
    case 'role':
      return named('role', approvers.roleId, names.role);
    case 'organization':
      return named('organization', approvers.organizationId, names.organization);
    case 'hierarchy': {
      const deepest = Math.max(approvers.from, approvers.to);
      const top = Math.min(approvers.from, approvers.to);
      return deepest === top ? phrase('who.level', { level: top }) : phrase('who.levels', { from: deepest, to: top });
    }
    case 'applicant':
      return phrase('who.applicant');
  }
}

function people(ids: readonly string[], names: RouteNames): Phrase {
  const first = ids[0];
  if (first === undefined) return phrase('who.nobody');
  return phrase('who.users', { name: names.user(first) ?? first, others: ids.length - 1 });
}

function named(kind: 'role' | 'organization', id: string, nameOf: (id: string) => string | null): Phrase {
  if (id === '') return phrase(`who.${kind}Unset`);
  const name = nameOf(id);
  return name === null ? phrase(`who.${kind}Unknown`, { id }) : phrase(`who.${kind}`, { name });
}

function resolverPhrase(resolver: Resolver, names: RouteNames): Phrase {
  if (resolver.kind === 'role-members') return phrase('resolver.role-members', { name: names.role(resolver.roleId) ?? resolver.roleId });
  if (resolver.kind === 'selected') return phrase('resolver.selected', { count: resolver.users.length });
  return phrase(`resolver.${resolver.kind}`);
}

/** Converts a described route to one text for lists, reports and screen readers. `translate` gets full message keys. */
export function formatRouteDescription(line: readonly RoutePart[], translate: (key: string, params?: Phrase['params']) => string): string {
  const text = ({ key, params }: Phrase): string => translate(`route.${key}`, params);
  const parts = line.map(({ who, how, role, final, conditional }) => {
    const marks = [
      ...(role === null ? [] : [translate(`route.role.${role}`)]),
      ...how.map(text),
      ...(final ? [translate('route.sentence.final')] : []),
      ...(conditional ? [translate('route.sentence.conditional')] : []),
    ];
    return marks.length === 0
      ? text(who)
      : translate('route.sentence.part', { who: text(who), marks: marks.join(translate('route.sentence.separator')) });
  });
  return parts.join(translate('route.sentence.arrow'));
}
