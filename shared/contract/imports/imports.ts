import { z } from 'zod';
import { SEPARATOR_CHOICES, SEPARATORS } from '../../domain/directory/cell-separator.ts';
import { WORD_MEANINGS, type WordField } from '../../domain/directory/list-words.ts';
import { defineCommand, defineQuery } from '../call/define.ts';
import { fileTokenSchema } from '../files.ts';
import { confirmedChangeSchema, formerListSchema, listChangesSchema, listLimitSchema, listSideSchema } from './list-changes.ts';
import { LIST_KINDS, type ListKind } from './list-kinds.ts';
import { listRulesSchema } from './list-rules.ts';

export const listKindSchema = z.enum(LIST_KINDS);
export type { ListKind };

/** Other lists that are often selected by mistake. */
export const MISTAKEN_LIST_KINDS = ['neo-users', 'amazon-users', 'order-report', 'amazon-groups', 'own-report'] as const;
export type MistakenListKind = (typeof MISTAKEN_LIST_KINDS)[number];

/**
 * Why a row cannot be imported: text beyond the last column, an invalid value, or a missing required value; for organizations an id that
 * occurs several times, an ambiguous parent, or a cycle of parents. Texts below `import.badRow.reasons.`.
 */
export const BAD_ROW_REASONS = ['too-long', 'not-understood', 'empty', 'id-unclear', 'parent-unclear', 'parent-circle'] as const;
export type BadRowReason = (typeof BAD_ROW_REASONS)[number];

export const encodingSchema = z.enum(['utf-8', 'utf-8-bom', 'shift_jis', 'utf-16le']);
export type FileEncoding = z.infer<typeof encodingSchema>;

/** Corrections of the detected format by a user; omitted = as detected. */
export const formatCorrectionsSchema = z.strictObject({
  encoding: encodingSchema.optional(),
  delimiter: z.enum(['comma', 'tab', 'semicolon']).optional(),
  /** Column index by field id; `null` = not in this file. */
  mapping: z.record(z.string(), z.number().int().nullable()).optional(),
});

/** Parameters of an import: the user's corrections, choices and confirmations. */
export const importParametersSchema = formatCorrectionsSchema.extend({
  /** Header row, as `headerRow` of the preview. */
  headerRow: z.number().int().min(1).optional(),
  /** Meanings of words by field; `''` clears one. */
  words: z.record(z.string(), z.record(z.string().max(200), z.string().max(40))).optional(),
  /** Separators by field; `auto` clears a choice. */
  separators: z.record(z.string().max(40), z.enum([...SEPARATOR_CHOICES, 'auto'])).optional(),
  /** Skips the rows that cannot be imported, if their number is exactly this one. */
  skipBadRows: z.number().int().min(1).optional(),
});

/** The first rows of a file, unprocessed. */
export const firstRowsSchema = z.strictObject({ rows: z.array(z.strictObject({ row: z.number().int(), cells: z.array(z.string()) })) });
export type FirstRows = z.infer<typeof firstRowsSchema>;

const wordFieldSchema = z.strictObject({
  field: z.string(),
  /** Kind of the words, which determines their possible meanings (`WORD_MEANINGS`). */
  kind: z.enum(Object.keys(WORD_MEANINGS) as [WordField, ...WordField[]]),
  header: z.string(),
  /** Unknown words first, then by number of rows. */
  words: z.array(
    z.strictObject({
      word: z.string(),
      rows: z.number().int(),
      meaning: z.string().nullable(),
      /** `known`: from the vendors' vocabulary. `remembered`: from an earlier import of this company. */
      by: z.enum(['known', 'remembered', 'user', 'none']),
    }),
  ),
  /** Number of words not listed. */
  more: z.number().int(),
});

const separatorUseSchema = z.strictObject({
  separator: z.enum(SEPARATORS),
  /** Number of rows whose cell the separator splits, or would split. */
  rows: z.number().int(),
  example: z.string(),
});

const separatorFieldSchema = z.strictObject({
  field: z.string(),
  header: z.string(),
  by: z.enum(['detected', 'remembered', 'user']),
  /** The administrator's choice; `null` = as detected. */
  choice: z.enum(SEPARATOR_CHOICES).nullable(),
  used: z.array(separatorUseSchema),
  /** Ambiguous separators, at which cells are not split until a user confirms it. */
  doubtful: z.array(separatorUseSchema),
  /** One cell and its parts. */
  example: z.strictObject({ text: z.string(), parts: z.array(z.string()) }),
});

export const importPreviewSchema = z.strictObject({
  kind: listKindSchema,
  format: z.enum(['csv', 'xlsx']),
  /** Encoding; `null` for XLSX. */
  encoding: encodingSchema.nullable(),
  delimiter: z.enum(['comma', 'tab', 'semicolon']).nullable(),
  /** How the encoding was detected: byte order mark, valid UTF-8, or an estimate from Japanese text. */
  detectedBy: z.enum(['bom', 'utf-8-valid', 'cp932-text', 'ascii', 'user', 'xlsx']),
  columns: z.array(z.strictObject({ index: z.number().int(), header: z.string(), samples: z.array(z.string()) })),
  /** Fields of this kind of list, and the column mapped to each. */
  fields: z.array(
    z.strictObject({
      id: z.string(),
      required: z.boolean(),
      column: z.number().int().nullable(),
      mappedBy: z.enum(['header', 'remembered', 'user', 'none']),
    }),
  ),
  /** The first rows as they will be imported, at most 8. */
  sample: z.array(z.record(z.string(), z.string())),
  /** Number of rows, estimated from the size for large files. */
  rows: z.number().int(),
  /** Required fields without a column. While there are any, the list cannot be imported. */
  missing: z.array(z.string()),
  /**
   * Set if the header belongs to another kind of list. The list then cannot be imported unless it is read as that kind, or a column is
   * selected by hand.
   */
  looksLike: z.enum(MISTAKEN_LIST_KINDS).nullable(),
  /** Row number of the header in the file. */
  headerRow: z.number().int(),
  /** Number of other sheets with the same kind of list, which are not read. */
  otherSheets: z.number().int(),
  /** Fields whose cells are words: roles, states and switches. */
  words: z.array(wordFieldSchema),
  /** Fields whose cells may contain several organizations or groups, if any cell has a possible separator. */
  separators: z.array(separatorFieldSchema),
  /** Rows that cannot be imported, with up to 200 of `total` cells in file order. */
  badRows: z.strictObject({
    rows: z.number().int(),
    total: z.number().int(),
    cells: z.array(
      z.strictObject({
        row: z.number().int(),
        /** Header of the column; `''` if it has none. */
        column: z.string(),
        columnNumber: z.number().int(),
        value: z.string(),
        reason: z.enum(BAD_ROW_REASONS),
      }),
    ),
  }),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

const fileSchema = z.strictObject({ token: z.string(), kind: listKindSchema, reading: importParametersSchema });

export const importCalls = {
  'imports.preview': defineQuery(fileSchema, importPreviewSchema, { reads: ['lists', 'policy'] }),
  /** Returns the first rows of a file, even without a header, so that the user can select the header row. */
  'imports.top': defineQuery(fileSchema, firstRowsSchema, { reads: 'nothing' }),
  /** Writes all rows that cannot be imported to a list. */
  'imports.badRows': defineCommand(fileSchema.extend({ language: z.enum(['ja', 'en']) }), fileTokenSchema, {
    role: 'editor',
    changes: 'nothing',
  }),
  /** Compares with the current list without changing it. Starts a job whose result `imports.changes` returns. */
  'imports.compare': defineQuery(fileSchema.extend({ kind: listKindSchema.exclude(['orders']) }), z.strictObject({ jobId: z.string() }), {
    reads: ['lists', 'policy'],
  }),
  /** Result of a finished comparison; `null` if it is no longer available. */
  'imports.changes': defineQuery(z.strictObject({ jobId: z.string() }), z.strictObject({ changes: listChangesSchema.nullable() }), {
    reads: ['lists', 'policy'],
  }),
  /**
   * Replaces the list of one side in one transaction and saves the column mapping and the meanings of words. Starts a job with result `{
   * rows }`. Fails with `list-shrinks`, `list-loses-addresses` or `list-cut` without changes if more is lost or wrong than was confirmed.
   */
  'imports.commit': defineCommand(
    fileSchema.extend({ confirmed: confirmedChangeSchema.optional() }),
    z.strictObject({ jobId: z.string() }),
    {
      role: 'editor',
      changes: ['lists', 'policy', 'orders'],
      job: 'import',
      whileReadOnly: 'allowed',
    },
  ),
  /**
   * Reads all people of the company's directory and replaces that list like `imports.commit`. Starts a job with result `{ rows, takenAt,
   * added, gone, changed, disabled, referrals, leftOut }`. Fails with `directory-unset`, `secret-not-set`, `directory-failed` (with
   * `reason`, see `connection.reason`), or like `imports.commit`; then nothing is changed.
   */
  'imports.readDirectory': defineCommand(
    z.strictObject({ confirmed: confirmedChangeSchema.optional() }),
    z.strictObject({ jobId: z.string() }),
    {
      role: 'editor',
      changes: ['lists', 'policy', 'orders'],
      job: 'read-directory',
      whileReadOnly: 'allowed',
    },
  ),
  /** The present lists of the company with their age and length. */
  'imports.present': defineQuery(
    z.strictObject({}),
    z.strictObject({ lists: z.array(z.strictObject({ kind: listKindSchema, takenAt: z.string(), rows: z.number().int() })) }),
    { reads: ['lists', 'orders'] },
  ),
  /** Replaced lists, latest first, at most ten per side. */
  'imports.former': defineQuery(z.strictObject({}), z.strictObject({ lists: z.array(formerListSchema) }), { reads: ['lists', 'policy'] }),
  /** Compares a former list with the present one: a job like `imports.compare`. */
  'imports.compareFormer': defineQuery(z.strictObject({ id: z.number().int() }), z.strictObject({ jobId: z.string() }), {
    reads: ['lists', 'policy'],
  }),
  /** Restores a former list and the lists that were replaced together with it. The present lists become former ones. */
  'imports.takeFormer': defineCommand(
    z.strictObject({ id: z.number().int() }),
    z.strictObject({
      lists: z.array(z.strictObject({ side: listSideSchema, rows: z.number().int(), label: z.string() })),
      /** `replacedAt` of the list that was replaced. */
      at: z.string(),
    }),
    { role: 'editor', changes: ['lists'], whileReadOnly: 'allowed' },
  ),
  /**
   * Removes the company's directory, so that it no longer affects any result. It becomes a former list; returns its id, or `null` if there
   * was none.
   */
  'imports.removeDirectory': defineCommand(z.strictObject({}), z.strictObject({ formerId: z.number().int().nullable() }), {
    role: 'editor',
    changes: ['lists'],
    whileReadOnly: 'allowed',
  }),
  /** The rules by which a command reads and matches lists that it does not store. Reads no `lists`, so that none is loaded for it. */
  'imports.rules': defineQuery(z.strictObject({}), listRulesSchema, { reads: ['policy', 'drafts'], from: 'cli' }),
  /** The number of people that a list may lose without confirmation. */
  'imports.limit': defineQuery(z.strictObject({}), z.strictObject({ limit: listLimitSchema, standard: z.boolean() }), {
    reads: ['policy'],
  }),
  /** Sets the limit; `null` restores the default. */
  'imports.changeLimit': defineCommand(
    z.strictObject({ limit: listLimitSchema.nullable() }),
    z.strictObject({ limit: listLimitSchema, standard: z.boolean() }),
    { role: 'administrator', changes: ['policy'] },
  ),
} as const;
