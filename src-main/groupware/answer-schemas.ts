import { z } from 'zod';
import type { NeoUser, NeoUserState, Organization, OrganizationApprover, Role } from '#shared/domain/directory/directory.ts';

/**
 * Lenient schemas for NEO's JSON: texts may be numbers, numbers texts, a list of one may be the item itself, an empty list may be missing,
 * and AppSuite wraps values as `{ val }`. Source: docs/gateway.md#manners, docs/domain/neo.md#api.
 */
const unwrapped = (value: unknown): unknown => (isRecord(value) && 'val' in value ? value['val'] : value);

/** A text; `''` if it is missing. Never trimmed. */
export const lenientText = z
  .unknown()
  .optional()
  .transform(unwrapped)
  .pipe(z.union([z.string(), z.number(), z.boolean()]).nullish())
  .transform((value) => (value === null || value === undefined ? '' : String(value)));

const identifier = lenientText.refine((text) => text !== '', 'missing');

export const lenientCount = z
  .unknown()
  .transform(unwrapped)
  .pipe(
    z.union([
      z.number(),
      z
        .string()
        .regex(/^\s*\d{1,15}\s*$/)
        .transform(Number),
    ]),
  )
  .pipe(z.number().int().min(0));

/** A list in any of the forms `{ item: [...] }`, `{ item: {...} }`, `[...]`, `{}`, `''`, or missing. */
export const lenientList = z
  .unknown()
  .optional()
  .transform((value): readonly unknown[] => {
    const inner = isRecord(value) && 'item' in value ? value['item'] : value;
    if (Array.isArray(inner)) return inner;
    if (!isRecord(inner) || Object.keys(inner).length === 0) return [];
    return [inner];
  });

const listOf = <Item extends z.ZodType>(item: Item) => lenientList.pipe(z.array(item));

const isYes = (text: string): boolean => text === '1' || text === 'true';

const STATES: Readonly<Record<string, NeoUserState>> = {
  active: 'active',
  suspended: 'suspended',
  login_denied: 'login-denied',
  deleted: 'deleted',
};
const state = lenientText
  .pipe(z.enum(Object.keys(STATES) as [string, ...string[]]))
  .transform((text): NeoUserState => STATES[text] ?? 'active');

const userSchema = z
  .object({
    id: identifier,
    login_id: lenientText,
    name: lenientText,
    kana: lenientText,
    employee_code: lenientText,
    title: lenientText,
    work_email: lenientText,
    mobile_email: lenientText,
    home_email: lenientText,
    other_email: lenientText,
    state,
    organizations: listOf(z.object({ id: identifier, default: lenientText })),
  })
  .transform(
    (user): NeoUser => ({
      id: user.id,
      loginId: user.login_id,
      name: user.name,
      kana: user.kana,
      employeeCode: user.employee_code,
      title: user.title,
      workEmail: user.work_email,
      mobileEmail: user.mobile_email,
      homeEmail: user.home_email,
      otherEmail: user.other_email,
      state: user.state,
      organizations: user.organizations.toSorted((a, b) => Number(isYes(b.default)) - Number(isYes(a.default))).map(({ id }) => id),
    }),
  );

/** Names of optional user fields in the gateway's response; id and state are required. */
const USER_FIELDS: Readonly<Record<Exclude<keyof NeoUser, 'id' | 'state' | 'unclear'>, string>> = {
  loginId: 'login_id',
  name: 'name',
  kana: 'kana',
  employeeCode: 'employee_code',
  title: 'title',
  workEmail: 'work_email',
  mobileEmail: 'mobile_email',
  homeEmail: 'home_email',
  otherEmail: 'other_email',
  organizations: 'organizations',
};

/** Returns the user fields whose names are not among `names`. */
export const listMissingUserFields = (names: ReadonlySet<string>): readonly string[] =>
  Object.entries(USER_FIELDS).flatMap(([field, name]) => (names.has(name) ? [] : [field]));

const organizationSchema = z.object({ id: identifier, code: lenientText, name: lenientText, parent_id: lenientText }).transform(
  ({ id, code, name, parent_id }): Organization => ({
    id,
    code,
    name,
    parentId: parent_id === '' || parent_id === '0' ? null : parent_id,
  }),
);

const roleSchema = z
  .object({ id: identifier, name: lenientText, members: listOf(z.object({ user_id: identifier })) })
  .transform(({ id, name, members }): Role => ({ id, name, members: members.map(({ user_id }) => user_id) }));

const approverSchema = z
  .object({ organization_id: identifier, user_id: identifier })
  .transform(({ organization_id, user_id }): OrganizationApprover => ({ organizationId: organization_id, userId: user_id }));

/** One page of a list of the gateway. */
export const createPageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({ allcnt: lenientCount, list: lenientList.pipe(z.array(item)), revision: identifier });

export const usersPageSchema = createPageSchema(userSchema);
export const organizationsPageSchema = createPageSchema(organizationSchema);
export const rolesPageSchema = createPageSchema(roleSchema);
export const approversPageSchema = createPageSchema(approverSchema);

export const descriptionSchema = z.object({
  api: lenientCount,
  server: lenientText,
  time: lenientText,
  capabilities: z.union([z.array(lenientText), lenientList.pipe(z.array(lenientText))]),
  revision: identifier,
});

/** Whether a refusal means that the key was accepted but lacks a permission, as known from NEO clients. Source: docs/domain/neo.md#api. */
export function isPermissionRefusal(body: Readonly<Record<string, unknown>>): boolean {
  if (body['status'] !== 'ng') return false;
  return ['errorno', 'errorcode', 'errormessage'].some((field) => {
    const text = lenientText.safeParse(body[field]);
    return text.success && /\bW10008\b/.test(text.data);
  });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
