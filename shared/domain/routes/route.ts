/** An approval route (申請経路) as the console drafts it. Source: docs/domain/neo.md#routes to #branches. Plain data, JSON as it stands. */

export type RouteStatus = 'incomplete' | 'complete';
export const ROUTE_STATUSES = ['incomplete', 'complete'] as const satisfies readonly RouteStatus[];

/** 申請者の扱い: take the applicant out of the step, leave as is, approve automatically (docs/domain/neo.md#the-applicant). */
export type ApplicantHandling = 'exclude' | 'leave' | 'auto-approve';
export const APPLICANT_HANDLINGS = ['exclude', 'leave', 'auto-approve'] as const satisfies readonly ApplicantHandling[];

/** 決裁 / 承認 / 確認. */
export type StepRole = 'decide' | 'approve' | 'verify';
export const STEP_ROLES = ['decide', 'approve', 'verify'] as const satisfies readonly StepRole[];

/** 承認条件: all, more than half, half or more, at least one (docs/domain/neo.md#approval-rules); the strictest first. */
export type ApprovalRule = 'all' | 'over-half' | 'half-or-more' | 'one';
export const APPROVAL_RULES = ['all', 'over-half', 'half-or-more', 'one'] as const satisfies readonly ApprovalRule[];

/** Somebody named in a list of access rights. */
export type Principal =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'organization'; readonly id: string; readonly descendants: boolean }
  | { readonly kind: 'role'; readonly id: string };

/** Who may use a route. What an empty list means is a policy: `RoutePolicy.emptyAccess`. */
export type Access = { readonly kind: 'everyone' } | { readonly kind: 'listed'; readonly principals: readonly Principal[] };

/** Who of an organisation is asked (docs/domain/neo.md#organisation-steps). */
export type Resolver =
  | { readonly kind: 'selected'; readonly users: readonly string[] }
  | { readonly kind: 'members' }
  | { readonly kind: 'role-members'; readonly roleId: string }
  | { readonly kind: 'workflow-admins' }
  | { readonly kind: 'approvers' }
  | { readonly kind: 'everybody' };
export const RESOLVER_KINDS = [
  'selected',
  'members',
  'role-members',
  'workflow-admins',
  'approvers',
  'everybody',
] as const satisfies readonly Resolver['kind'][];

/** The part of a route that stands in a step. Ids are NEO's; `''` is one not chosen yet. */
export type Approver =
  | { readonly kind: 'users'; readonly users: readonly string[] }
  | { readonly kind: 'organization'; readonly organizationId: string; readonly resolver: Resolver }
  | { readonly kind: 'role'; readonly roleId: string }
  | { readonly kind: 'group'; readonly name: string; readonly members: readonly string[]; readonly rule: ApprovalRule }
  /** 所属組織階層: levels counted from the top (1 = company), asked one after the other, the deepest first. */
  | { readonly kind: 'hierarchy'; readonly from: number; readonly to: number; readonly resolver: Resolver }
  | { readonly kind: 'applicant' };
export const APPROVER_KINDS = [
  'users',
  'organization',
  'role',
  'group',
  'hierarchy',
  'applicant',
] as const satisfies readonly Approver['kind'][];

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** 分岐条件, kept as the server gives it; the console shows the summary and changes neither (docs/domain/neo.md#branches). */
export interface BranchCondition {
  readonly summary: string;
  readonly raw: Json;
}

export interface Step {
  /** Unique within the route; never changes, whatever is edited or moved. */
  readonly id: string;
  readonly role: StepRole;
  /** 最終決裁者. */
  readonly finalDecider: boolean;
  readonly approvers: Approver;
  /** Counts where several people may act; an approval group has its own (`ruleOf`). */
  readonly rule: ApprovalRule;
  /** Business days the step is expected to take, 0 and up; `null` = not estimated. */
  readonly expectedDays: number | null;
  readonly branch: BranchCondition | null;
}

export interface Route {
  readonly id: string;
  readonly name: string;
  readonly status: RouteStatus;
  readonly access: Access;
  /** `null` = not set: the system's default applies (docs/domain/neo.md#the-applicant). */
  readonly applicantHandling: ApplicantHandling | null;
  readonly steps: readonly Step[];
}

/** The people an approver names one by one. */
export const usersOf = (approvers: Approver): readonly string[] =>
  approvers.kind === 'users'
    ? approvers.users
    : approvers.kind === 'group'
      ? approvers.members
      : 'resolver' in approvers && approvers.resolver.kind === 'selected'
        ? approvers.resolver.users
        : [];

/** The same approvers with other people where they are named one by one. */
export function withUsers(approvers: Approver, users: readonly string[]): Approver {
  if (approvers.kind === 'users') return { ...approvers, users };
  if (approvers.kind === 'group') return { ...approvers, members: users };
  return approvers.kind === 'organization' || approvers.kind === 'hierarchy'
    ? { ...approvers, resolver: { kind: 'selected', users } }
    : approvers;
}

/** The rule a step is judged by. */
export const ruleOf = (step: Step): ApprovalRule => (step.approvers.kind === 'group' ? step.approvers.rule : step.rule);

/** How many of `people` must agree. Over half of 4 is 3, half or more is 2 (docs/domain/neo.md#approval-rules). */
export function votesNeeded(rule: ApprovalRule, people: number): number {
  if (rule === 'all') return people;
  if (rule === 'one') return Math.min(1, people);
  return rule === 'over-half' ? Math.floor(people / 2) + 1 : Math.ceil(people / 2);
}

/**
 * Place of the step that ends the matter: the last one marked as final decider, else the last that decides,
 * else the last that approves; `-1` when nobody decides anything.
 */
export function finalStepAt(steps: readonly Step[]): number {
  const marked = steps.findLastIndex(({ finalDecider }) => finalDecider);
  if (marked >= 0) return marked;
  const decides = steps.findLastIndex(({ role }) => role === 'decide');
  return decides >= 0 ? decides : steps.findLastIndex(({ role }) => role === 'approve');
}

/** A new step to start from: the in-organisation approvers of an organisation yet to be chosen, one of them is enough. */
export const newStep = (id: string): Step => ({
  id,
  role: 'approve',
  finalDecider: false,
  approvers: { kind: 'organization', organizationId: '', resolver: { kind: 'approvers' } },
  rule: 'one',
  expectedDays: null,
  branch: null,
});

/** An empty draft: everybody may use it, the applicant is taken out of steps, no step yet. */
export const newRoute = (id: string, name: string): Route => ({
  id,
  name,
  status: 'incomplete',
  access: { kind: 'everyone' },
  applicantHandling: 'exclude',
  steps: [],
});
