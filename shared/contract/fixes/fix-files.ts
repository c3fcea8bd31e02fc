import { z } from 'zod';
import { ACCOUNT_CHANGES } from '../../domain/fixes/account-changes.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { FINDING_TOPICS } from '../call/topics.ts';
import { fileTokenSchema } from '../files.ts';
import { formatCorrectionsSchema, importPreviewSchema } from '../imports/imports.ts';

/** Files of adopted fixes, which the administrator imports into NEO and Amazon. */

/** Why a fix is not written to a file; texts below `fix.leftOut.`. */
export const FILE_SKIP_REASONS = [
  'not-in-export',
  'found-twice',
  'email-changed',
  'other-login',
  'lost-letters',
  'marked-deleted',
  'no-id',
  'row-incomplete',
  'unwritable',
  'already-in-template',
  'already-on-amazon',
  'no-longer-advised',
  'not-asked',
  'collision',
  'directory',
  'no-action-column',
  'no-action-word',
  'no-group-column',
  'no-role-column',
  'requested-over-api',
] as const;
export const skippedFixSchema = z.strictObject({
  why: z.enum(FILE_SKIP_REASONS),
  person: z.string(),
  name: z.string(),
  /** Row of the administrator's file; `null` if there is none. */
  row: z.number().int().nullable(),
  /** The present value, or the character missing in the encoding; `''` if neither applies. */
  found: z.string(),
});
export type SkippedFix = z.infer<typeof skippedFixSchema>;

const LEFT_OUT_SHOWN = 500;
const leftOutListSchema = z.strictObject({ total: z.number().int(), first: z.array(skippedFixSchema).max(LEFT_OUT_SHOWN) });
export const summarizeSkippedFixes = (all: readonly SkippedFix[]): z.infer<typeof leftOutListSchema> => ({
  total: all.length,
  first: all.slice(0, LEFT_OUT_SHOWN),
});

const columnSchema = importPreviewSchema.shape.columns;
const neoPreviewSchema = z.strictObject({
  encoding: importPreviewSchema.shape.encoding,
  delimiter: importPreviewSchema.shape.delimiter,
  columns: columnSchema,
  /** Mapped fields: `id`, `loginId`, `workEmail`, `password`, `deleted`. */
  fields: importPreviewSchema.shape.fields,
  missing: z.array(z.string()),
  changes: z.number().int(),
  /** The first changes. */
  sample: z.array(z.strictObject({ name: z.string(), row: z.number().int(), from: z.string(), to: z.string() })),
  leftOut: leftOutListSchema,
  /** Number of people whose row contains other values than NEO's list of `takenAt`, and the fields concerned; `null` if there are none. */
  differs: z.strictObject({ people: z.number().int(), fields: z.array(z.string()), takenAt: z.string() }).nullable(),
  /** Number of people whose row contains a non-unique name of an organization; `null` if there are none. */
  unplaced: z.strictObject({ people: z.number().int(), organizations: z.number().int(), names: z.array(z.string()) }).nullable(),
});

/** Whether the rows below the template's header are kept or removed. */
const existingSchema = z.enum(['keep', 'remove']);

const templatePreviewSchema = z.strictObject({
  format: z.enum(['csv', 'xlsx']),
  encoding: importPreviewSchema.shape.encoding,
  delimiter: importPreviewSchema.shape.delimiter,
  columns: columnSchema,
  /** Mapped fields: `email`, `group`, `role`, `name`, `familyName`, `givenName`, `employeeCode`, `fromGroup`, `toGroup`, `action`. */
  fields: importPreviewSchema.shape.fields,
  missing: z.array(z.string()),
  /** Number of rows below the header, and of those with an address: examples of the vendor, or people. */
  existing: z.strictObject({ rows: z.number().int(), withEmail: z.number().int() }),
  /** Values to choose from: those of the template's examples and, for groups, of the Amazon list. */
  values: z.strictObject({ group: z.array(z.string()), role: z.array(z.string()), action: z.array(z.string()) }),
  defaults: z.strictObject({ group: z.string(), role: z.string(), action: z.string() }),
  /** Number of invited people, and of changes by kind with the template's word; `''` = no word, with the reason in `refused`. */
  invited: z.number().int(),
  changes: z.array(
    z.strictObject({
      kind: z.enum(ACCOUNT_CHANGES),
      people: z.number().int(),
      word: z.string(),
      refused: z.enum(['no-action-column', 'no-action-word', 'no-group-column', 'no-role-column']).nullable(),
    }),
  ),
  /** The first rows as they will be written, by field. */
  sample: z.array(
    z.strictObject({ name: z.string(), change: z.enum(['invite', ...ACCOUNT_CHANGES]), values: z.record(z.string(), z.string()) }),
  ),
  people: z.number().int(),
  files: z.number().int(),
  /** Number of invited people without a blank in the name, if the template has separate columns; their given name stays empty. */
  unsplitNames: z.number().int(),
  leftOut: leftOutListSchema,
});

/** One export with its files and the fixes left out. A token is `null` after a restart. */
const writingSchema = z.strictObject({
  id: z.number().int(),
  at: z.string(),
  side: z.enum(['neo', 'amazon']),
  /** Name of the administrator's file. */
  source: z.string(),
  people: z.number().int(),
  files: z.array(z.strictObject({ name: z.string(), rows: z.number().int(), file: fileTokenSchema.nullable() })),
  /** Report of the export: people, values, file, row, and fixes left out (CSV, UTF-8 with BOM). */
  report: fileTokenSchema.nullable(),
  leftOut: leftOutListSchema,
});

const againSchema = z.boolean();
const valueSchema = z.string().trim().max(200);
/** The template's word for each kind of change; omitted = the only word with that meaning, `''` = no word of this kind. */
const wordsSchema = z.partialRecord(z.enum(ACCOUNT_CHANGES), valueSchema);

/** Values of a sheet that are the same for all people. */
const sheetValuesSchema = z.strictObject({ group: valueSchema, role: valueSchema, action: valueSchema, words: wordsSchema.optional() });

export const fixFileCalls = {
  /**
   * The files that the console already has: the export of the present list of NEO users, and the template of the last sheet with its values.
   * They are kept until the console ends. `missing`: why there is a list but no export (read from a server, imported before the console
   * started, or imported from a workbook, which NEO does not import); texts below `fixesScreen.choose.missing.`.
   */
  'fixes.loadedFile': defineQuery(
    z.strictObject({}),
    z.strictObject({
      file: fileTokenSchema
        .extend({ reading: formatCorrectionsSchema, takenAt: z.string(), origin: z.enum(['imported', 'chosen']) })
        .nullable(),
      missing: z.enum(['server', 'ended', 'workbook']).nullable(),
      template: fileTokenSchema
        .extend({ reading: formatCorrectionsSchema, values: sheetValuesSchema, existing: existingSchema })
        .nullable(),
    }),
    { reads: FINDING_TOPICS },
  ),
  /** Preview of the NEO file based on the administrator's export. `again`: include exported fixes that have not arrived yet. */
  'fixes.previewNeoFile': defineQuery(
    z.strictObject({ token: z.string(), reading: formatCorrectionsSchema, again: againSchema }),
    neoPreviewSchema,
    {
      reads: FINDING_TOPICS,
      heavy: true,
    },
  ),
  /**
   * Writes the NEO file. Starts a job with result `{ writingId, people, leftOut, token, name }`. Fails with `fix-nothing-to-write`,
   * `fix-no-password-column`, `file-column-missing` or `fix-value-unwritable`.
   */
  'fixes.writeNeoFile': defineCommand(
    z.strictObject({ token: z.string(), reading: formatCorrectionsSchema, again: againSchema, language: z.enum(['ja', 'en']) }),
    z.strictObject({ jobId: z.string() }),
    { role: 'editor', changes: ['fixes'], job: 'fix-neo' },
  ),
  /**
   * Preview of the Amazon template with the fixes filled in. `existing`: as for writing; omitted = keep. Fails with `fix-template-no-email`
   * or `fix-template-macros`.
   */
  'fixes.previewTemplate': defineQuery(
    z.strictObject({
      token: z.string(),
      reading: formatCorrectionsSchema,
      again: againSchema,
      words: wordsSchema.optional(),
      existing: existingSchema.optional(),
    }),
    templatePreviewSchema,
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /**
   * Writes Amazon's sheets with at most 1,000 people per file. Starts a job with result `{ writingId, people, invited, oldAccounts,
   * changed, leftOut, files }`.
   */
  'fixes.writeAmazonSheet': defineCommand(
    z.strictObject({
      token: z.string(),
      reading: formatCorrectionsSchema,
      again: againSchema,
      language: z.enum(['ja', 'en']),
      values: sheetValuesSchema,
      existing: existingSchema,
    }),
    z.strictObject({ jobId: z.string() }),
    { role: 'editor', changes: ['fixes'], job: 'fix-amazon' },
  ),
  /** The last exports, latest first. */
  'fixes.writings': defineQuery(z.strictObject({}), z.strictObject({ writings: z.array(writingSchema) }), { reads: ['fixes'] }),
} as const;
