import { z } from 'zod';

const count = z.number().int().min(0);

/** A limit: a number, a percentage, or the smaller of both; `floor` is always allowed. See `Limit` of the plan. */
export const listLimitSchema = z.strictObject({
  count: z.number().int().min(0).max(1_000_000).nullable(),
  percent: z.number().min(0).max(100).nullable(),
  floor: z.number().int().min(0).max(1_000_000),
});

/**
 * What an administrator has seen and agreed to: the number of people gone, the number who lose their address (left out = none), and a file
 * that may be cut. More than that is refused again.
 */
export const confirmedChangeSchema = z.strictObject({ gone: count, cut: z.boolean(), lostAddresses: count.optional() });
export type ConfirmedChange = z.infer<typeof confirmedChangeSchema>;

export const listSideSchema = z.enum(['neo', 'amazon', 'directory', 'organizations']);
export type ListSide = z.infer<typeof listSideSchema>;

const originSchema = z.enum(['server', 'file', 'demo']);
const countsSchema = z.strictObject({ added: count, gone: count, changed: count });
export type ListCounts = z.infer<typeof countsSchema>;

/** What a list would change against the one it replaces. Who is marked as deleted does not count on either side. */
export const listChangesSchema = z.strictObject({
  side: listSideSchema,
  /** The list that is replaced; `null` for the first one of its side. */
  replaces: z.strictObject({ label: z.string(), origin: originSchema, takenAt: z.string() }).nullable(),
  before: count,
  after: count,
  ...countsSchema.shape,
  /** How many people have another value, by field id; the most first. */
  changedFields: z.array(z.strictObject({ field: z.string(), count })),
  /** Largest losses first, at most 20; for Amazon, groups instead of organizations. */
  organizations: z.array(z.strictObject({ name: z.string(), before: count, gone: count, added: count })),
  organizationsChanged: count,
  /** The first who are gone, at most 20. */
  goneSample: z.array(z.strictObject({ name: z.string(), organization: z.string() })),
  /** Field ids that only one of the lists holds. */
  columnsGained: z.array(z.string()),
  columnsLost: z.array(z.string()),
  /**
   * Facts that later steps need and this file lacks: without a password column and an id nothing can be written to NEO; approvers of
   * organizations and members of roles come only from a server's list, which this one would replace; a name shared by several
   * organizations does not show to which one a person belongs.
   */
  lacks: z.array(z.enum(['password-column', 'id-column', 'approvers-and-roles', 'organization-names'])),
  /** Rows of the file that cannot be taken and are left out. */
  leftOut: count,
  /** The row at which the file looks cut off: its last row ends before the last column and without a line end. */
  cut: z.strictObject({ row: count, cells: count, columns: count }).nullable(),
  guard: z.strictObject({
    /** Over the limit: has to be confirmed. */
    over: z.boolean(),
    /** Per cent of those before who are gone, one decimal. */
    percent: z.number(),
    /** How many may be gone; `null` = no limit. */
    allowed: count.nullable(),
  }),
  /** People in both lists without an address in the new one; a list without addresses would show that no one can order. */
  lostAddresses: z.strictObject({
    lost: count,
    /** People of the former list who had an address. */
    had: count,
    /** Over the limit, or no address is left: has to be confirmed. */
    over: z.boolean(),
    percent: z.number(),
    allowed: count.nullable(),
  }),
});
export type ListChanges = z.infer<typeof listChangesSchema>;

/** A list that was replaced and is kept. */
export const formerListSchema = z.strictObject({
  id: z.number().int(),
  side: listSideSchema,
  label: z.string(),
  origin: originSchema,
  takenAt: z.string(),
  replacedAt: z.string(),
  rows: count,
  /** Against the list it had replaced itself; `null` when there was none. */
  changes: countsSchema.nullable(),
  /** Whether it is what the latest change of its side replaced: taking it undoes that change. */
  latest: z.boolean(),
});
