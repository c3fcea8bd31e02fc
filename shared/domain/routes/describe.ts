import type { Approver, Resolver, Route, Step } from './route.ts';
import { finalStepAt, ruleOf } from './steps.ts';

/** Text to be put together by the interface: a key below `route.` in the messages and its arguments. */
export interface Phrase {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** One station of a route in its sentence: 課長（組織内承認者・1人以上）. */
export interface RoutePart {
  /** `null` for the applicant at the beginning and the end of the line. */
  readonly stepId: string | null;
  readonly role: Step['role'] | null;
  readonly who: Phrase;
  /** Details in brackets: who of the organization, how many. */
  readonly how: readonly Phrase[];
  /** Whether the final decision is made here. */
  readonly final: boolean;
  readonly conditional: boolean;
}

/** Names of ids; `null` if unknown. */
export interface RouteNames {
  readonly user: (id: string) => string | null;
  readonly organization: (id: string) => string | null;
  readonly role: (id: string) => string | null;
}

const phrase = (key: string, params: Phrase['params'] = {}): Phrase => ({ key, params });

/** The route as a line to be read: the applicant, each step, and how it ends. */
export function describeRoute(route: Route, names: RouteNames): readonly RoutePart[] {
  const finalAt = finalStepAt(route.steps);
  const end = finalAt < 0 ? 'sentence.nobodyDecides' : 'sentence.decided';
  return [
    { stepId: null, role: null, who: phrase('sentence.applicant'), how: [], final: false, conditional: false },
    ...route.steps.map((step, at) => ({ ...describeStep(step, names), final: at === finalAt })),
    { stepId: null, role: null, who: phrase(end), how: [], final: false, conditional: false },
  ];
}

/** One step as a station; only the route knows whether it is the final one. */
export function describeStep(step: Step, names: RouteNames): RoutePart {
  const { approvers } = step;
  const who = whoOf(approvers, names);
  const resolver = approvers.kind === 'organization' || approvers.kind === 'hierarchy' ? [resolverPhrase(approvers.resolver, names)] : [];
  const several = approvers.kind !== 'applicant' && !(approvers.kind === 'users' && approvers.users.length === 1);
  const how = several ? [...resolver, phrase(`rule.${ruleOf(step)}`)] : resolver;
  return { stepId: step.id, role: step.role, who, how, final: step.finalDecider, conditional: step.branch !== null };
}

function whoOf(approvers: Approver, names: RouteNames): Phrase {
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

/** A described route as one text, for lists, reports and screen readers. `translate` gets full keys. */
export function sentenceOf(line: readonly RoutePart[], translate: (key: string, params?: Phrase['params']) => string): string {
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
