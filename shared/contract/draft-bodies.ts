import { z } from 'zod';
import type { Bodies, Edits } from '../domain/drafts/sections.ts';
import { DEEPEST_JSON } from '../domain/routes/reading.ts';
import type { Json } from '../domain/routes/route.ts';
import { APPLICANT_HANDLINGS, APPROVAL_RULES, ROUTE_STATUSES, STEP_ROLES } from '../domain/routes/route.ts';
import { DEEPEST_LEVEL, LONGEST_STEP_DAYS } from '../domain/routes/route-json.ts';
import { MOST_DIGITS } from '../domain/serials/serial.ts';

/** Shapes of what is drafted. A shape says what can be kept at all; what is wrong with it is lint's to say, so texts may be anything. */

const MOST_MEMBERS = 20_000;
const MOST_STEPS = 200;
const text = z.string().max(1_000);
const id = z.string().max(200);
const ids = z.array(id).max(MOST_MEMBERS);
const whole = (least: number, most: number) => z.number().int().min(least).max(most);

/** Whether a value is JSON that nests no deeper than anything here has to. */
export const isJson = (value: unknown, depth = 0): boolean => {
  if (depth > DEEPEST_JSON) return false;
  if (Array.isArray(value)) return value.every((one) => isJson(one, depth + 1));
  if (typeof value === 'object' && value !== null) return Object.values(value).every((one) => isJson(one, depth + 1));
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
};

export const organizationChoiceSchema = z.strictObject({ id, descendants: z.boolean() });
const organizations = z.array(organizationChoiceSchema).max(MOST_MEMBERS);

const principal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), id }),
  z.strictObject({ kind: z.literal('organization'), id, descendants: z.boolean() }),
  z.strictObject({ kind: z.literal('role'), id }),
]);
export const accessSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('listed'), principals: z.array(principal).max(MOST_MEMBERS) }),
]);
const resolver = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('selected'), users: ids }),
  z.strictObject({ kind: z.literal('role-members'), roleId: id }),
  z.strictObject({ kind: z.enum(['members', 'workflow-admins', 'approvers', 'everybody']) }),
]);
const rule = z.enum(APPROVAL_RULES);
const level = whole(1, DEEPEST_LEVEL);
const approver = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('users'), users: ids }),
  z.strictObject({ kind: z.literal('organization'), organizationId: id, resolver }),
  z.strictObject({ kind: z.literal('role'), roleId: id }),
  z.strictObject({ kind: z.literal('group'), name: text, members: ids, rule }),
  z.strictObject({ kind: z.literal('hierarchy'), from: level, to: level, resolver }),
  z.strictObject({ kind: z.literal('applicant') }),
]);
const branch = z.strictObject({ summary: text, raw: z.custom<Json>((value) => isJson(value)) });
const step = z.strictObject({
  id,
  role: z.enum(STEP_ROLES),
  finalDecider: z.boolean(),
  approvers: approver,
  rule,
  expectedDays: whole(0, LONGEST_STEP_DAYS).nullable(),
  branch: branch.nullable(),
});
const routeFields = {
  name: text,
  status: z.enum(ROUTE_STATUSES),
  access: accessSchema,
  applicantHandling: z.enum(APPLICANT_HANDLINGS).nullable(),
};

const stepChanges = optionalFields(step.omit({ id: true }).shape);

/** An edit says in `was` what it takes the place of, as its maker saw it, and is refused where that is other by then. */
export const routeEditSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('set-name'), name: routeFields.name }),
  z.strictObject({ kind: z.literal('set-status'), status: routeFields.status }),
  z.strictObject({ kind: z.literal('set-access'), access: accessSchema, was: z.exactOptional(accessSchema) }),
  z.strictObject({ kind: z.literal('set-applicant-handling'), handling: routeFields.applicantHandling }),
  z.strictObject({ kind: z.literal('insert-step'), at: whole(0, MOST_STEPS), step }),
  z.strictObject({ kind: z.literal('remove-step'), stepId: id }),
  z.strictObject({ kind: z.literal('move-step'), stepId: id, to: whole(0, MOST_STEPS) }),
  z.strictObject({ kind: z.literal('duplicate-step'), stepId: id, newId: id }),
  z.strictObject({ kind: z.literal('set-step'), stepId: id, changes: stepChanges, was: z.exactOptional(stepChanges) }),
  z.strictObject({ kind: z.literal('set-final-decider'), stepId: id.nullable() }),
]);

const serialPart = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().max(100) }),
  z.strictObject({ kind: z.enum(['year4', 'year2', 'fiscalYear4', 'fiscalYear2', 'month', 'day']) }),
  z.strictObject({ kind: z.literal('counter'), digits: whole(1, MOST_DIGITS), zeroPad: z.boolean() }),
]);
const serial = {
  name: text,
  parts: z.array(serialPart).max(50),
  reset: z.enum(['none', 'year', 'fiscal-year', 'month']),
  fiscalStartMonth: whole(1, 12),
  startValue: whole(0, 10 ** MOST_DIGITS),
};
const integration = { systemLogin: text, poRequestUrl: z.string().max(2_048), punchoutUrl: z.string().max(2_048) };
const commonSettings = { title: text, routeId: id.nullable(), serialId: id.nullable() };
const allowedUsers = { everyone: z.boolean(), users: ids, organizations, roles: ids };
const invoiceGroup = { code: z.string().max(200), name: text, users: ids, organizations };
const limit = z.number().min(0).max(1e9).nullable();
const amazonGroup = {
  name: text,
  integrationOption: z.string().max(200),
  paymentOption: z.enum(['administrator', 'users', 'unknown']),
  addresses: whole(0, 100_000),
  purchasingSystem: z.strictObject({ state: z.enum(['none', 'test', 'active']), registeredOn: z.string().max(10).nullable() }),
  safeguards: z.strictObject({
    quantity: z.enum(['send-what-is-left', 'drop']).nullable(),
    amazonOnly: z.boolean().nullable(),
    priceChangePercent: limit,
    shippingYen: limit,
    deliveryDays: limit,
  }),
};

/** Every field may be left out, but none may be `undefined`. */
function optionalFields<S extends z.core.$ZodLooseShape>(shape: S) {
  const fields = Object.entries(shape).map(([name, field]) => [name, z.exactOptional(field)]);
  return z.strictObject(Object.fromEntries(fields) as { [F in keyof S]: z.ZodExactOptional<S[F] & z.core.SomeType> });
}
const setFields = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject({ kind: z.literal('set'), fields: optionalFields(shape), was: z.exactOptional(optionalFields(shape)) });
const splice = <F extends string, I extends z.ZodType>(field: F, item: I) =>
  z.strictObject({
    kind: z.literal('splice'),
    field: z.literal(field),
    at: whole(0, MOST_MEMBERS),
    remove: whole(0, MOST_MEMBERS),
    insert: z.array(item).max(MOST_MEMBERS),
    /** What it takes out, as its maker saw it: it is taken out wherever it moved to, and nothing is where it is gone. */
    removed: z.exactOptional(z.array(item).max(MOST_MEMBERS)),
  });

export const bodySchemas = {
  routes: z.strictObject({ id, ...routeFields, steps: z.array(step).max(MOST_STEPS) }),
  serials: z.strictObject(serial),
  invoice_groups: z.strictObject(invoiceGroup),
  amazon_groups: z.strictObject(amazonGroup),
  integration: z.strictObject(integration),
  common_settings: z.strictObject(commonSettings),
  allowed_users: z.strictObject(allowedUsers),
} satisfies { readonly [S in keyof Bodies]: z.ZodType<Bodies[S]> };

export const editSchemas = {
  routes: z.union([routeEditSchema, z.strictObject({ kind: z.literal('sequence'), edits: z.array(routeEditSchema).max(1_000) })]),
  serials: z.union([setFields(serial), splice('parts', serialPart)]),
  invoice_groups: z.union([setFields(invoiceGroup), splice('users', id), splice('organizations', organizationChoiceSchema)]),
  amazon_groups: setFields(amazonGroup),
  integration: setFields(integration),
  common_settings: setFields(commonSettings),
  allowed_users: z.union([
    setFields(allowedUsers),
    splice('users', id),
    splice('organizations', organizationChoiceSchema),
    splice('roles', id),
  ]),
} satisfies { readonly [S in keyof Bodies]: z.ZodType<Edits[S]> };
