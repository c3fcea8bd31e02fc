import type { NeoUser, Organization } from '#shared/domain/directory/directory.ts';
import type { Absence } from '#shared/domain/routes/absences.ts';
import type { RouteCompanyData } from '#shared/domain/routes/company.ts';
import type { Access, Approver, Resolver, Route, Step } from '#shared/domain/routes/route.ts';
import type { RoutePolicy } from '#shared/domain/routes/route-policy.ts';
import { mayAct } from '../../support/companies.ts';

/**
 * Determines the approvers and problems of one applicant slowly: by ID, from the lists themselves, without a cache. The fast implementation
 * must return the same.
 */

const orgOf = (company: RouteCompanyData, reference: string): Organization | undefined =>
  company.organizations.find(({ id }) => id === reference) ??
  company.organizations.find(
    ({ id, code, name }) => reference !== '' && (reference === `*${id}` || reference === `@${code}` || reference === name),
  );

const userOf = (company: RouteCompanyData, id: string): NeoUser | undefined => company.neoUsers.find((user) => user.id === id);
const active = (company: RouteCompanyData, id: string): boolean => mayAct(userOf(company, id)?.state);

function fromTop(company: RouteCompanyData, organization: Organization | undefined): Organization[] {
  const path: Organization[] = [];
  for (let at = organization; at !== undefined && !path.includes(at); at = at.parentId === null ? undefined : orgOf(company, at.parentId))
    path.unshift(at);
  return path;
}

function belongs(company: RouteCompanyData, user: NeoUser, organization: Organization, policy: RoutePolicy): boolean {
  const references = policy.membership === 'any' ? user.organizations : user.organizations.slice(0, 1);
  return references.some((reference) => orgOf(company, reference)?.id === organization.id);
}

/** Returns an organization and all organizations below it. */
function below(company: RouteCompanyData, organization: Organization): Organization[] {
  const found = [organization];
  let size = 0;
  while (size !== found.length) {
    size = found.length;
    for (const one of company.organizations) {
      const parent = fromTop(company, one).at(-2);
      if (parent !== undefined && found.includes(parent) && !found.includes(one)) found.push(one);
    }
  }
  return found;
}

const roleMembers = (company: RouteCompanyData, roleId: string): readonly string[] =>
  company.roles.find(({ id }) => id === roleId)?.members ?? [];

function resolve(
  company: RouteCompanyData,
  organization: Organization,
  resolver: Resolver,
  mustBelong: boolean,
  policy: RoutePolicy,
): string[] {
  const inside = (id: string): boolean => {
    const user = userOf(company, id);
    return user !== undefined && belongs(company, user, organization, policy);
  };
  const marked = (marks: RouteCompanyData['approvers']): string[] =>
    marks.filter((mark) => orgOf(company, mark.organizationId) === organization).map(({ userId }) => userId);
  switch (resolver.kind) {
    case 'selected':
      return resolver.users.filter((id) => !mustBelong || inside(id));
    case 'members':
      return company.neoUsers.filter(({ id, state }) => mayAct(state) && inside(id)).map(({ id }) => id);
    case 'everybody':
      return company.neoUsers
        .filter((user) => mayAct(user.state) && below(company, organization).some((one) => belongs(company, user, one, policy)))
        .map(({ id }) => id);
    case 'role-members':
      return roleMembers(company, resolver.roleId).filter(inside);
    case 'workflow-admins':
      return marked(company.workflowAdmins);
    case 'approvers':
      return marked(company.approvers);
  }
}

function stagesOf(
  company: RouteCompanyData,
  step: Step,
  applicant: NeoUser | undefined,
  policy: RoutePolicy,
): { level: number | null; known: boolean; asked: string[] }[] {
  const { approvers } = step;
  const known = approvers.kind === 'organization' && orgOf(company, approvers.organizationId) !== undefined;
  if (approvers.kind !== 'hierarchy') return [{ level: null, known, asked: askedAt(company, approvers, applicant, policy) }];
  const levels = fromTop(company, orgOf(company, applicant?.organizations[0] ?? ''));
  const stages: { level: number | null; known: boolean; asked: string[] }[] = [];
  const deepest = Math.max(approvers.from, approvers.to);
  if (deepest > levels.length && policy.missingLevel === 'stop') stages.push({ level: levels.length + 1, known: false, asked: [] });
  for (let level = deepest; level >= Math.min(approvers.from, approvers.to); level--) {
    const organization = levels[level - 1];
    if (organization === undefined) continue;
    const asked = resolve(company, organization, approvers.resolver, true, policy);
    if (asked.length > 0 || policy.vacantLevel === 'stop') stages.push({ level, known: true, asked });
  }
  return stages.length > 0 ? stages : [{ level: Math.min(approvers.from, approvers.to), known: false, asked: [] }];
}

function askedAt(
  company: RouteCompanyData,
  approvers: Exclude<Approver, { kind: 'hierarchy' }>,
  applicant: NeoUser | undefined,
  policy: RoutePolicy,
): string[] {
  switch (approvers.kind) {
    case 'users':
      return [...approvers.users];
    case 'group':
      return [...approvers.members];
    case 'role':
      return [...roleMembers(company, approvers.roleId)];
    case 'organization': {
      const organization = orgOf(company, approvers.organizationId);
      return organization === undefined ? [] : resolve(company, organization, approvers.resolver, policy.selectedMustBelong, policy);
    }
    case 'applicant':
      return [applicant?.id ?? ''];
  }
}

function cover(absences: readonly Absence[], id: string, date: string): Absence['action'] | null {
  const there = absences.filter(({ userId, from, to }) => userId === id && from <= date && date <= to);
  let best = there[0];
  for (const one of there) if (best !== undefined && one.from < best.from) best = one;
  return best?.action ?? null;
}

type Vote = 'other' | 'auto' | 'inactive' | 'self' | 'self-auto' | 'out';

function vote(
  company: RouteCompanyData,
  step: Step,
  id: string,
  applicantId: string,
  handling: string,
  absences: readonly Absence[],
  date: string,
): Vote {
  const own = id === applicantId;
  if (own && handling === 'exclude') return 'out';
  if (own && handling === 'auto-approve') return 'self-auto';
  if (step.approvers.kind === 'applicant') return 'self';
  if (!active(company, id)) return 'inactive';
  const action = cover(absences, id, date);
  if (action === null) return own ? 'self' : 'other';
  if (action.kind === 'auto-approve') return own ? 'self-auto' : 'auto';
  if (!active(company, action.to)) return 'inactive';
  return action.to === applicantId ? 'self' : 'other';
}

/** Returns all problems as `severity code reason stepId`, sorted. */
export function slowProblems(
  company: RouteCompanyData,
  route: Route,
  applicantId: string,
  policy: RoutePolicy,
  absences: readonly Absence[],
  date: string,
): string[] {
  if (route.steps.length === 0) return ['block route-incomplete no-steps null'];
  const applicant = userOf(company, applicantId);
  const handling = route.applicantHandling ?? policy.applicantHandling;
  const marked = route.steps.filter(({ finalDecider }) => finalDecider);
  const deciding = route.steps.filter(({ role }) => role === 'decide');
  const approving = route.steps.filter(({ role }) => role === 'approve');
  const final = marked.at(-1) ?? deciding.at(-1) ?? approving.at(-1);
  const told: string[] = [];
  let failed = false;
  let decided = false;
  let finalDecided = false;
  for (const step of route.steps) {
    const stages = stagesOf(company, step, applicant, policy);
    for (const { level, known, asked } of stages) {
      const lastWord = step === final && level === stages.at(-1)?.level;
      const votes = [...new Set(asked)].map((id) => vote(company, step, id, applicantId, handling, absences, date));
      const count = (...kinds: Vote[]): number => votes.filter((one) => kinds.includes(one)).length;
      const able = count('other', 'auto', 'self', 'self-auto');
      const counted = able + (policy.inactiveInRule === 'counted' ? count('inactive') : 0);
      const rule = step.approvers.kind === 'group' ? step.approvers.rule : step.rule;
      const enough = (n: number): boolean =>
        ({ all: n === counted, 'over-half': n * 2 > counted, 'half-or-more': n * 2 >= counted, one: n >= 1 })[rule];
      const tell = (severity: string, code: string, reason: string): void => void told.push(`${severity} ${code} ${reason} ${step.id}`);
      if (able + count('inactive') === 0) {
        if (count('out') > 0) continue;
        failed = true;
        tell(
          'block',
          'route-step-vacant',
          (level === null ? ['nobody-asked', 'nobody-in-organization'] : ['no-such-level', 'nobody-at-level'])[known ? 1 : 0] ?? '',
        );
      } else if (able === 0) {
        failed = true;
        tell('block', 'route-approver-inactive', 'nobody-active');
      } else if (!enough(able)) {
        failed = true;
        tell('block', 'route-approver-inactive', 'too-few-active');
      } else {
        if (step.role !== 'verify') decided = true;
        if (step === final) finalDecided = true;
        if (count('inactive') > 0) tell('risk', 'route-approver-inactive', 'some-inactive');
        if (step.role === 'verify') continue;
        if (enough(count('auto'))) continue;
        if (enough(count('auto', 'self-auto'))) tell(lastWord ? 'block' : 'note', 'route-self-approval', 'passes-by-itself');
        else if (count('self') > 0 && !enough(count('other', 'auto', 'self-auto')))
          tell('block', 'route-self-approval', 'only-the-applicant');
        else if (count('self') > 0) tell('risk', 'route-self-approval', 'applicant-among-others');
      }
    }
  }
  if (!failed && !decided) told.push(`block route-step-vacant nobody-decides ${final?.id ?? null}`);
  else if (!failed && !finalDecided) told.push(`risk route-step-vacant final-step-skipped ${final?.id}`);
  return told.sort();
}

/** Returns whether a person may use a route, by the slow reference algorithm. */
export function slowOpen(company: RouteCompanyData, access: Access, user: NeoUser, policy: RoutePolicy): boolean {
  if (access.kind === 'everyone') return true;
  if (access.principals.length === 0) return policy.emptyAccess === 'everyone';
  return access.principals.some((principal) => {
    if (principal.kind === 'user') return principal.id === user.id;
    if (principal.kind === 'role') return roleMembers(company, principal.id).includes(user.id);
    const organization = orgOf(company, principal.id);
    if (organization === undefined) return false;
    return (principal.descendants ? below(company, organization) : [organization]).some((one) => belongs(company, user, one, policy));
  });
}
