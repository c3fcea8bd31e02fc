import { z } from 'zod';

const count = z.number().int().min(0);

/** Maximum number, maximum percentage, or the smaller of both; `floor` is always allowed. See `Limit` of the plan. */
export const listLimitSchema = z.strictObject({
  count: z.number().int().min(0).max(1_000_000).nullable(),
  percent: z.number().min(0).max(100).nullable(),
  floor: z.number().int().min(0).max(1_000_000),
});

/**
 * The change that an administrator has confirmed: number of people gone, number of people who lose their address (omitted = 0), and a file
 * that may be cut off. A greater change is rejected again.
 */
export const confirmedChangeSchema = z.strictObject({ gone: count, cut: z.boolean(), lostAddresses: count.optional() });
export type ConfirmedChange = z.infer<typeof confirmedChangeSchema>;

export const listSideSchema = z.enum(['neo', 'amazon', 'directory', 'organizations']);
export type ListSide = z.infer<typeof listSideSchema>;

const originSchema = z.enum(['server', 'file', 'demo']);
const countsSchema = z.strictObject({ added: count, gone: count, changed: count });
export type ListCounts = z.infer<typeof countsSchema>;

/** Changes by a list compared with the one that it replaces. People marked as deleted do not count in either list. */
export const listChangesSchema = z.strictObject({
  side: listSideSchema,
  /** The list that is replaced; `null` for the first list of its side. */
  replaces: z.strictObject({ label: z.string(), origin: originSchema, takenAt: z.string() }).nullable(),
  before: count,
  after: count,
  ...countsSchema.shape,
  /** Number of people with another value, by field id; most people first. */
  changedFields: z.array(z.strictObject({ field: z.string(), count })),
  /** Organizations (for Amazon, groups) with changes: largest losses first, at most 20. */
  organizations: z.array(z.strictObject({ name: z.string(), before: count, gone: count, added: count })),
  /** The first people who are gone, at most 20. */
  goneSample: z.array(z.strictObject({ name: z.string(), organization: z.string() })),
  /** Field ids that only one of the lists contains. */
  columnsGained: z.array(z.string()),
  columnsLost: z.array(z.string()),
  /**
   * Facts that later steps need and this file lacks. `password-column`, `id-column`: without both, nothing can be written to NEO.
   * `approvers-and-roles`: only a server's list contains them, and this list would replace it. `organization-names`: a name shared by
   * several organizations does not show to which one a person belongs.
   */
  lacks: z.array(z.enum(['password-column', 'id-column', 'approvers-and-roles', 'organization-names'])),
  /** Number of rows that cannot be imported and are skipped. */
  leftOut: count,
  /** The row at which the file seems to be cut off: the last row ends before the last column and without a line end. */
  cut: z.strictObject({ row: count, cells: count, columns: count }).nullable(),
  guard: z.strictObject({
    /** True if the limit is exceeded, so that confirmation is required. */
    over: z.boolean(),
    /** Percentage of the former people who are gone, with one decimal. */
    percent: z.number(),
    /** Maximum number of people who may be gone; `null` = no limit. */
    allowed: count.nullable(),
  }),
  /** People in both lists who have no address in the new one. With a list without addresses, no one could order. */
  lostAddresses: z.strictObject({
    lost: count,
    /** Number of people in the former list who had an address. */
    had: count,
    /** True if the limit is exceeded or no address is left, so that confirmation is required. */
    over: z.boolean(),
    percent: z.number(),
    allowed: count.nullable(),
  }),
});
export type ListChanges = z.infer<typeof listChangesSchema>;

/** A saved list that was replaced. */
export const formerListSchema = z.strictObject({
  id: z.number().int(),
  side: listSideSchema,
  label: z.string(),
  origin: originSchema,
  takenAt: z.string(),
  replacedAt: z.string(),
  rows: count,
  /** Changes compared with the list that it had replaced; `null` if there was none. */
  changes: countsSchema.nullable(),
  /** True if the latest change of its side replaced this list, so that restoring it undoes that change. */
  latest: z.boolean(),
});
