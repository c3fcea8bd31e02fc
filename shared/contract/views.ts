import { z } from 'zod';
import { defineCommand, defineQuery } from './call/define.ts';
import { findingFilterSchema, findingSortSchema } from './readiness/matching.ts';
import { reportCalls } from './reports.ts';

/** Format and encoding of a report, used by every call that writes one. */
const { format, encoding } = reportCalls['reports.write'].input.shape;

const viewKindSchema = z.enum(['matching', 'report', 'columns']);
const nameSchema = z.string().trim().min(1).max(60);

const columnIdSchema = z.string().min(1).max(60);

/** Settings of a list's columns, stored under the name of the list: order, visibility, and widths in px. */
const columnsSchema = z.strictObject({
  kind: z.literal('columns'),
  order: z.array(columnIdSchema).max(60),
  visible: z.record(columnIdSchema, z.boolean()),
  widths: z.record(columnIdSchema, z.number().int().min(24).max(4_000)),
});

/** Content of a saved view: filter and sort order of findings, report options, or columns of a list. */
export const viewContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('matching'), filter: findingFilterSchema, sort: findingSortSchema }),
  z.strictObject({ kind: z.literal('report'), format, encoding, scope: z.enum(['whole', 'filtered']) }),
  columnsSchema,
]);
export type ViewContent = z.infer<typeof viewContentSchema>;

const savedViewSchema = z.strictObject({ id: z.number().int(), name: z.string(), content: viewContentSchema });
export type SavedView = z.infer<typeof savedViewSchema>;

export const viewCalls = {
  /** The company's saved views of one kind, oldest first. */
  'views.list': defineQuery(z.strictObject({ kind: viewKindSchema }), z.strictObject({ views: z.array(savedViewSchema) }), {
    reads: ['views'],
  }),
  /**
   * Saves a new view (`id: null`), or replaces content and name of an existing one. Fails with `view-name-taken` (within the kind) or
   * `view-not-found`.
   */
  'views.save': defineCommand(
    z.strictObject({ id: z.number().int().nullable(), name: nameSchema, content: viewContentSchema }),
    savedViewSchema,
    { role: 'editor', changes: ['views'], whileReadOnly: 'allowed' },
  ),
  /** Renames a view. Fails with `view-name-taken` or `view-not-found`. */
  'views.rename': defineCommand(z.strictObject({ id: z.number().int(), name: nameSchema }), savedViewSchema, {
    role: 'editor',
    changes: ['views'],
    whileReadOnly: 'allowed',
  }),
  /** Deletes a view. Fails with `view-not-found` if it no longer exists. */
  'views.delete': defineCommand(z.strictObject({ id: z.number().int() }), z.strictObject({}), {
    role: 'editor',
    changes: ['views'],
    whileReadOnly: 'allowed',
  }),
} as const;
