import { z } from 'zod';
import { ACCOUNT_CHANGES } from '../../domain/fixes/account-changes.ts';
import { command, query } from '../call/define.ts';
import { FINDING_TOPICS } from '../call/topics.ts';
import { fileTokenSchema } from '../files.ts';
import { importPreviewSchema, readingSchema } from '../imports/imports.ts';

/** Files of adopted fixes, which the administrator takes to NEO and to Amazon. */

/** Why a fix does not go into a file; texts below `fix.leftOut.`. */
export const LEFT_OUT_REASONS = [
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
] as const;
export const fileLeftOutSchema = z.strictObject({
  why: z.enum(LEFT_OUT_REASONS),
  person: z.string(),
  name: z.string(),
  /** The row of the administrator's file, where there is one. */
  row: z.number().int().nullable(),
  /** The current value, or the character that the encoding lacks; `''` if neither matters. */
  found: z.string(),
});
export type FileLeftOut = z.infer<typeof fileLeftOutSchema>;

const LEFT_OUT_SHOWN = 500;
const leftOutListSchema = z.strictObject({ total: z.number().int(), first: z.array(fileLeftOutSchema).max(LEFT_OUT_SHOWN) });
export const leftOutList = (all: readonly FileLeftOut[]): z.infer<typeof leftOutListSchema> => ({
  total: all.length,
  first: all.slice(0, LEFT_OUT_SHOWN),
});

const columnSchema = importPreviewSchema.shape.columns;
const neoPreviewSchema = z.strictObject({
  encoding: importPreviewSchema.shape.encoding,
  delimiter: importPreviewSchema.shape.delimiter,
  columns: columnSchema,
  /** `id`, `loginId`, `workEmail`, `password`, `deleted`. */
  fields: importPreviewSchema.shape.fields,
  missing: z.array(z.string()),
  changes: z.number().int(),
  /** The first few. */
  sample: z.array(z.strictObject({ name: z.string(), row: z.number().int(), from: z.string(), to: z.string() })),
  leftOut: leftOutListSchema,
  /** People whose complete row differs from NEO's list of `takenAt`, with the fields; `null` = none. */
  differs: z.strictObject({ people: z.number().int(), fields: z.array(z.string()), takenAt: z.string() }).nullable(),
  /** People whose row names an organization by a non-unique name; `null` = none. */
  unplaced: z.strictObject({ people: z.number().int(), organizations: z.number().int(), names: z.array(z.string()) }).nullable(),
});

/** Whether to keep or remove rows below the template's header. */
const existingSchema = z.enum(['keep', 'remove']);

const templatePreviewSchema = z.strictObject({
  format: z.enum(['csv', 'xlsx']),
  encoding: importPreviewSchema.shape.encoding,
  delimiter: importPreviewSchema.shape.delimiter,
  columns: columnSchema,
  /** `email`, `group`, `role`, `name`, `familyName`, `givenName`, `employeeCode`, `fromGroup`, `toGroup`, `action`. */
  fields: importPreviewSchema.shape.fields,
  missing: z.array(z.string()),
  /** Rows below the header, and how many of them hold an address: the vendor's examples, or people. */
  existing: z.strictObject({ rows: z.number().int(), withEmail: z.number().int() }),
  /** What to choose from: values of the template's examples and, for groups, of the Amazon list. */
  values: z.strictObject({ group: z.array(z.string()), role: z.array(z.string()), action: z.array(z.string()) }),
  defaults: z.strictObject({ group: z.string(), role: z.string(), action: z.string() }),
  /** Invited and changed people by kind, with the template's word for it; `''` = none, and `refused` is the reason. */
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
  /** Of the invited, those without a blank in the name, where the template wants family and given name apart: the latter stays empty. */
  unsplitNames: z.number().int(),
  leftOut: leftOutListSchema,
});

/** One export: its files and what was left out. A token is `null` after a restart. */
const writingSchema = z.strictObject({
  id: z.number().int(),
  at: z.string(),
  side: z.enum(['neo', 'amazon']),
  /** The administrator's own file. */
  source: z.string(),
  people: z.number().int(),
  files: z.array(z.strictObject({ name: z.string(), rows: z.number().int(), file: fileTokenSchema.nullable() })),
  /** Record of the export: people, values, file, row, and what was left out (CSV, UTF-8 with BOM). */
  report: fileTokenSchema.nullable(),
  leftOut: leftOutListSchema,
});

const againSchema = z.boolean();
const valueSchema = z.string().trim().max(200);
/** The template's own word for each kind of change; left out = one that can mean nothing else, `''` = none of this kind. */
const wordsSchema = z.partialRecord(z.enum(ACCOUNT_CHANGES), valueSchema);

export const fixFileCalls = {
  /** The export that the current list of NEO users was imported from in this session; `null` if it is not known any more. */
  'fixes.loadedFile': query(
    z.strictObject({}),
    z.strictObject({ file: fileTokenSchema.extend({ reading: readingSchema, takenAt: z.string() }).nullable() }),
    { reads: FINDING_TOPICS },
  ),
  /** Preview of the NEO file from the administrator's export. `again`: include exported fixes that have not arrived. */
  'fixes.previewNeoFile': query(z.strictObject({ token: z.string(), reading: readingSchema, again: againSchema }), neoPreviewSchema, {
    reads: FINDING_TOPICS,
    heavy: true,
  }),
  /** A job whose result is `{ writingId, people, leftOut, token, name }`. `fix-nothing-to-write`, `fix-no-password-column`, `file-column-missing`, `fix-value-unwritable`. */
  'fixes.writeNeoFile': command(
    z.strictObject({ token: z.string(), reading: readingSchema, again: againSchema, language: z.enum(['ja', 'en']) }),
    z.strictObject({ jobId: z.string() }),
    { changes: ['fixes'], job: 'fix-neo' },
  ),
  /** How the downloaded template of Amazon would be filled. `existing`: as for writing; left out = kept. `fix-template-no-email`, `fix-template-macros`. */
  'fixes.previewTemplate': query(
    z.strictObject({
      token: z.string(),
      reading: readingSchema,
      again: againSchema,
      words: wordsSchema.optional(),
      existing: existingSchema.optional(),
    }),
    templatePreviewSchema,
    { reads: FINDING_TOPICS, heavy: true },
  ),
  /** A job whose result is `{ writingId, people, invited, oldAccounts, changed, leftOut, files }`: at most 1,000 people a file. */
  'fixes.writeAmazonSheet': command(
    z.strictObject({
      token: z.string(),
      reading: readingSchema,
      again: againSchema,
      language: z.enum(['ja', 'en']),
      values: z.strictObject({ group: valueSchema, role: valueSchema, action: valueSchema, words: wordsSchema.optional() }),
      existing: existingSchema,
    }),
    z.strictObject({ jobId: z.string() }),
    { changes: ['fixes'], job: 'fix-amazon' },
  ),
  /** The last writings, latest first. */
  'fixes.writings': query(z.strictObject({}), z.strictObject({ writings: z.array(writingSchema) }), { reads: ['fixes'] }),
} as const;
