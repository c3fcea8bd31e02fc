import { z } from 'zod';
import type { ObjectSection } from '../objects.ts';

/** What a body must look like, by the server's own reading of the protocol (docs/gateway.md). Unknown fields are refused but for those of other parties. */

const text = z.string().max(1000);
const id = z.string().min(1).max(200);
const maybeId = z.string().max(200);
const ids = z.array(id).max(20_000);
const organizations = z.array(z.strictObject({ id, descendants: z.boolean() })).max(20_000);
const level = z.int().min(1).max(30);
const rule = z.enum(['all', 'over-half', 'half-or-more', 'one']);

const resolver = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('selected'), users: ids }),
  z.strictObject({ kind: z.literal('role-members'), roleId: maybeId }),
  z.strictObject({ kind: z.literal('members') }),
  z.strictObject({ kind: z.literal('workflow-admins') }),
  z.strictObject({ kind: z.literal('approvers') }),
  z.strictObject({ kind: z.literal('everybody') }),
]);
const approvers = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('users'), users: ids }),
  z.strictObject({ kind: z.literal('organization'), organizationId: maybeId, resolver }),
  z.strictObject({ kind: z.literal('role'), roleId: maybeId }),
  z.strictObject({ kind: z.literal('group'), name: text, members: ids, rule }),
  z.strictObject({ kind: z.literal('hierarchy'), from: level, to: level, resolver }),
  z.strictObject({ kind: z.literal('applicant') }),
]);
const step = z.strictObject({
  id,
  role: z.enum(['decide', 'approve', 'verify']),
  finalDecider: z.boolean(),
  approvers,
  rule,
  expectedDays: z.int().min(0).max(999).nullable(),
  branch: z.strictObject({ summary: text, raw: z.unknown() }).nullable(),
});
const principal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), id }),
  z.strictObject({ kind: z.literal('organization'), id, descendants: z.boolean() }),
  z.strictObject({ kind: z.literal('role'), id }),
]);
const serialPart = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().max(100) }),
  z.strictObject({ kind: z.enum(['year4', 'year2', 'fiscalYear4', 'fiscalYear2', 'month', 'day']) }),
  z.strictObject({ kind: z.literal('counter'), digits: z.int().min(1).max(10), zeroPad: z.boolean() }),
]);

export const SHAPES = {
  routes: z.strictObject({
    id,
    name: text,
    status: z.enum(['incomplete', 'complete']),
    access: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('everyone') }),
      z.strictObject({ kind: z.literal('listed'), principals: z.array(principal).max(20_000) }),
    ]),
    applicantHandling: z.enum(['exclude', 'leave', 'auto-approve']).nullable(),
    steps: z.array(step).max(200),
  }),
  serials: z.strictObject({
    name: text,
    parts: z.array(serialPart).max(50),
    reset: z.enum(['none', 'year', 'fiscal-year', 'month']),
    fiscalStartMonth: z.int().min(1).max(12),
    startValue: z.int().min(0),
  }),
  invoice_groups: z.strictObject({ code: text, name: text, users: ids, organizations }),
  integration: z.strictObject({ systemLogin: text, poRequestUrl: z.string().max(2048), punchoutUrl: z.string().max(2048) }),
  common_settings: z.strictObject({ title: text, routeId: id.nullable(), serialId: id.nullable() }),
  allowed_users: z.strictObject({ everyone: z.boolean(), users: ids, organizations, roles: ids }),
} satisfies Readonly<Record<ObjectSection, z.ZodType>>;

/** Fields of other parties, which the server keeps and does not judge, begin so. */
const FOREIGN = 'x_';

/** The body as the server judges it. */
export function withoutForeign(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutForeign);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (name.startsWith(FOREIGN) ? [] : [[name, withoutForeign(inner)]])),
  );
}

export type BodyOf<S extends ObjectSection> = z.infer<(typeof SHAPES)[S]>;
export type Approvers = z.infer<typeof approvers>;
