import * as z from 'zod/mini';
import { defineField, type Immutable } from '../fields/field-facts.ts';
import {
  choiceField,
  flagField,
  idText,
  integerBetween,
  jsonField,
  orderedListField,
  organizationIdField,
  roleIdField,
  textField,
  unorderedListField,
  userIdField,
} from '../fields/kinds.ts';
import { pickWiderChoice } from '../integration/settings.ts';

/**
 * Schema of a drafted approval route (申請経路). Source: docs/domain/neo.md#routes to #branches. Types, contract, merge, sentences and the demo
 * server derive from it.
 */

export const ROUTE_STATUSES = ['incomplete', 'complete'] as const;
/** 申請者の扱い: exclude the applicant from the step, keep, or approve automatically (docs/domain/neo.md#the-applicant). */
export const APPLICANT_HANDLINGS = ['exclude', 'leave', 'auto-approve'] as const;
/** Actions of a step: 決裁 / 承認 / 確認. */
export const STEP_ROLES = ['decide', 'approve', 'verify'] as const;
/** 承認条件: all, more than half, half or more, at least one (docs/domain/neo.md#approval-rules); strictest first. */
export const APPROVAL_RULES = ['all', 'over-half', 'half-or-more', 'one'] as const;

/** Maximum depth of an organization tree. */
export const MAX_ORGANIZATION_DEPTH = 30;
/** Maximum number of business days of a step; more than a year of business days is a typing error. */
export const MAX_STEP_DAYS = 250;
export const MAX_STEPS = 200;

const principalSchema = defineField(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('user'), id: idText() }),
    z.strictObject({ kind: z.literal('organization'), id: idText(), descendants: defineField(flagField(), { label: 'descendants' }) }),
    z.strictObject({ kind: z.literal('role'), id: idText() }),
  ]),
  { says: 'principal' },
);

/** Users who may use a route. `RoutePolicy.emptyAccess` defines the meaning of an empty list. */
export const accessSchema = defineField(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('everyone') }),
    z.strictObject({ kind: z.literal('listed'), principals: unorderedListField(principalSchema, ['kind', 'id'], pickWiderChoice) }),
  ]),
  { says: 'access' },
);

/** The people who are asked within an organization (docs/domain/neo.md#organisation-steps). */
const resolverSchema = defineField(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('selected'), users: defineField(unorderedListField(userIdField()), { label: 'resolverUsers' }) }),
    z.strictObject({ kind: z.literal('role-members'), roleId: defineField(roleIdField(), { label: 'resolverRole' }) }),
    z.strictObject({ kind: z.enum(['members', 'workflow-admins', 'approvers', 'everybody']) }),
  ]),
  { label: 'resolver', says: 'resolver' },
);

const rule = defineField(choiceField(APPROVAL_RULES, 'route.rule'), { label: 'rule' });
const level = defineField(integerBetween(1, MAX_ORGANIZATION_DEPTH), { says: 'level' });

/** Approvers of a step. Ids are NEO's; `''` = not chosen yet. */
const approverSchema = defineField(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('users'), users: unorderedListField(userIdField()) }),
    z.strictObject({
      kind: z.literal('organization'),
      organizationId: defineField(organizationIdField(), { label: 'approverOrganization' }),
      resolver: resolverSchema,
    }),
    z.strictObject({ kind: z.literal('role'), roleId: defineField(roleIdField(), { label: 'approverRole' }) }),
    z.strictObject({
      kind: z.literal('group'),
      name: defineField(textField(), { label: 'groupName' }),
      members: defineField(unorderedListField(userIdField()), { label: 'groupMembers' }),
      rule,
    }),
    /** 所属組織階層: levels from the top (1 = company), asked one after the other, deepest first. */
    z.strictObject({
      kind: z.literal('hierarchy'),
      from: defineField(level, { label: 'levelFrom' }),
      to: defineField(level, { label: 'levelTo' }),
      resolver: resolverSchema,
    }),
    z.strictObject({ kind: z.literal('applicant') }),
  ]),
  { label: 'approvers', says: 'approvers' },
);

/** 分岐条件, stored as the server sends it; displayed and never changed (docs/domain/neo.md#branches). */
const branchSchema = z.strictObject({ summary: textField(), raw: jsonField() });

export const stepSchema = defineField(
  z.strictObject({
    /** Unique within the route; never changes. */
    id: idText(),
    role: defineField(choiceField(STEP_ROLES, 'route.role'), { label: 'stepRole' }),
    /** 最終決裁者: whether this step makes the final decision. */
    finalDecider: defineField(flagField(), { label: 'finalDecider' }),
    approvers: approverSchema,
    /** Approval rule if several people may act; an approval group has its own rule (`getApprovalRule`). */
    rule,
    /** Expected business days of the step; `null` = not estimated. */
    expectedDays: defineField(z.nullable(integerBetween(0, MAX_STEP_DAYS)), { label: 'expectedDays', says: 'days' }),
    branch: defineField(z.nullable(branchSchema), { label: 'branch', says: 'branch' }),
  }),
  { says: 'step' },
);

export const routeSchema = z.strictObject({
  id: idText(),
  name: defineField(textField(), { label: 'name', aspect: 'name' }),
  status: defineField(choiceField(ROUTE_STATUSES, 'route.status'), { label: 'status', aspect: 'status' }),
  access: defineField(accessSchema, { label: 'access', aspect: 'access', counted: 'countedEntries' }),
  /** `null` = not set: the system's default applies (docs/domain/neo.md#the-applicant). */
  applicantHandling: defineField(z.nullable(z.enum(APPLICANT_HANDLINGS)), {
    label: 'applicantHandling',
    says: { words: 'route.handling' },
    aspect: 'handling',
  }),
  steps: defineField(orderedListField(stepSchema, MAX_STEPS), { label: 'steps', counted: 'countedSteps' }),
});

/** Edits of a single field of the route: the name of the field, and the property that contains the value. */
export const FIELD_EDITS = {
  'set-name': { field: 'name', carries: 'name' },
  'set-status': { field: 'status', carries: 'status' },
  'set-access': { field: 'access', carries: 'access' },
  'set-applicant-handling': { field: 'applicantHandling', carries: 'handling' },
} as const satisfies Readonly<Record<string, { readonly field: keyof Route; readonly carries: string }>>;

export type Route = Immutable<z.output<typeof routeSchema>>;
export type Step = Immutable<z.output<typeof stepSchema>>;
export type Access = Immutable<z.output<typeof accessSchema>>;
export type Principal = Immutable<z.output<typeof principalSchema>>;
export type Approver = Immutable<z.output<typeof approverSchema>>;
export type Resolver = Immutable<z.output<typeof resolverSchema>>;
export type ApplicantHandling = (typeof APPLICANT_HANDLINGS)[number];
export type ApprovalRule = (typeof APPROVAL_RULES)[number];

/** Kinds of resolvers in the order of the form. */
export const RESOLVER_KINDS = [
  'selected',
  'members',
  'role-members',
  'workflow-admins',
  'approvers',
  'everybody',
] as const satisfies readonly Resolver['kind'][];
export const APPROVER_KINDS = [
  'users',
  'organization',
  'role',
  'group',
  'hierarchy',
  'applicant',
] as const satisfies readonly Approver['kind'][];

/** People whom an approver names individually. */
export const listNamedUsers = (approvers: Approver): readonly string[] =>
  approvers.kind === 'users'
    ? approvers.users
    : approvers.kind === 'group'
      ? approvers.members
      : 'resolver' in approvers && approvers.resolver.kind === 'selected'
        ? approvers.resolver.users
        : [];

/** Returns the approvers with other individually named people. */
export function replaceNamedUsers(approvers: Approver, users: readonly string[]): Approver {
  if (approvers.kind === 'users') return { ...approvers, users };
  if (approvers.kind === 'group') return { ...approvers, members: users };
  return approvers.kind === 'organization' || approvers.kind === 'hierarchy'
    ? { ...approvers, resolver: { kind: 'selected', users } }
    : approvers;
}

/** Creates a step with one of the approvers of an organization that is still to be chosen. */
export const createRouteStep = (id: string): Step => ({
  id,
  role: 'approve',
  finalDecider: false,
  approvers: { kind: 'organization', organizationId: '', resolver: { kind: 'approvers' } },
  rule: 'one',
  expectedDays: null,
  branch: null,
});

/** Creates an empty route: open to everyone, applicant excluded from steps, no steps. */
export const createRoute = (id: string, name: string): Route => ({
  id,
  name,
  status: 'incomplete',
  access: { kind: 'everyone' },
  applicantHandling: 'exclude',
  steps: [],
});
