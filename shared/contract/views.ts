import { z } from 'zod';
import { command, query } from './define.ts';
import { findingFilterSchema, findingSortSchema } from './matching.ts';
import { reportCalls } from './reports.ts';

/** The options of a report, whatever the call that writes one can be asked for. */
const { format, encoding } = reportCalls['reports.write'].input.shape;

const viewKindSchema = z.enum(['matching', 'report']);
const nameSchema = z.string().trim().min(1).max(60);

/** What is remembered under a name: a filter and sort of the findings, or the options of a report. */
export const viewContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('matching'), filter: findingFilterSchema, sort: findingSortSchema }),
  z.strictObject({ kind: z.literal('report'), format, encoding, scope: z.enum(['whole', 'filtered']) }),
]);
export type ViewContent = z.infer<typeof viewContentSchema>;

const savedViewSchema = z.strictObject({ id: z.number().int(), name: z.string(), content: viewContentSchema });
export type SavedView = z.infer<typeof savedViewSchema>;

export const viewCalls = {
  /** The company's saved views of one kind, oldest first. */
  'views.list': query(z.strictObject({ kind: viewKindSchema }), z.strictObject({ views: z.array(savedViewSchema) })),
  /** Saves a new view (`id: null`) or gives a view another content and name. `view-name-taken` within its kind; `view-not-found`. */
  'views.save': command(z.strictObject({ id: z.number().int().nullable(), name: nameSchema, content: viewContentSchema }), savedViewSchema),
  /** `view-name-taken`, `view-not-found`. */
  'views.rename': command(z.strictObject({ id: z.number().int(), name: nameSchema }), savedViewSchema),
  /** `view-not-found` when it has gone already. */
  'views.delete': command(z.strictObject({ id: z.number().int() }), z.strictObject({})),
} as const;
