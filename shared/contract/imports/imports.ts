import { z } from 'zod';
import { SEPARATOR_CHOICES, SEPARATORS } from '../../domain/directory/cell-separator.ts';
import { MEANINGS, type WordField } from '../../domain/directory/list-words.ts';
import { command, query } from '../call/define.ts';
import { fileTokenSchema } from '../files.ts';
import { confirmedChangeSchema, formerListSchema, listChangesSchema, listLimitSchema, listSideSchema } from './list-changes.ts';
import { LIST_KINDS, type ListKind } from './list-kinds.ts';

export const listKindSchema = z.enum(LIST_KINDS);
export type { ListKind };

/** Lists often mistaken for the requested one. */
export const OTHER_LISTS = ['neo-users', 'amazon-users', 'order-report', 'amazon-groups', 'own-report'] as const;
export type OtherList = (typeof OTHER_LISTS)[number];

/**
 * Why a row cannot be taken: text beyond the last column, a value that a cell of this kind cannot have, none where one has to be; of
 * organisations an id that several have, a parent that could be several, a circle of parents. Texts below `import.badRow.reasons.`.
 */
export const BAD_ROW_REASONS = ['too-long', 'not-understood', 'empty', 'id-unclear', 'parent-unclear', 'parent-circle'] as const;
export type BadRowReason = (typeof BAD_ROW_REASONS)[number];

export const encodingSchema = z.enum(['utf-8', 'utf-8-bom', 'shift_jis', 'utf-16le']);
export type FileEncoding = z.infer<typeof encodingSchema>;

/** What a user may correct by hand; left out = detected. */
export const readingSchema = z.strictObject({
  encoding: encodingSchema.optional(),
  delimiter: z.enum(['comma', 'tab', 'semicolon']).optional(),
  /** Field id -> column index, or `null` for 'not in this file'. */
  mapping: z.record(z.string(), z.number().int().nullable()).optional(),
});

/** How a list is to be taken: what the user corrected, chose and saw. */
export const importReadingSchema = readingSchema.extend({
  /** Header row, as `headerRow` of the preview. */
  headerRow: z.number().int().min(1).optional(),
  /** Meanings of words by field; `''` clears one. */
  words: z.record(z.string(), z.record(z.string().max(200), z.string().max(40))).optional(),
  /** Separators by field; `auto` clears a choice. */
  separators: z.record(z.string().max(40), z.enum([...SEPARATOR_CHOICES, 'auto'])).optional(),
  /** Leaves out the rows that cannot be taken, if they are exactly so many. */
  skipBadRows: z.number().int().min(1).optional(),
});

/** The first rows of a file, unprocessed. */
export const firstRowsSchema = z.strictObject({ rows: z.array(z.strictObject({ row: z.number().int(), cells: z.array(z.string()) })) });
export type FirstRows = z.infer<typeof firstRowsSchema>;

const wordFieldSchema = z.strictObject({
  field: z.string(),
  /** Decides which meanings a word can have: `MEANINGS`. */
  kind: z.enum(Object.keys(MEANINGS) as [WordField, ...WordField[]]),
  header: z.string(),
  /** Unknown words first, then by number of rows. */
  words: z.array(
    z.strictObject({
      word: z.string(),
      rows: z.number().int(),
      meaning: z.string().nullable(),
      /** `known` by the vendors' vocabularies, `remembered` from an earlier import of this company. */
      by: z.enum(['known', 'remembered', 'user', 'none']),
    }),
  ),
  /** Number of words not listed. */
  more: z.number().int(),
});

const separatorUseSchema = z.strictObject({
  separator: z.enum(SEPARATORS),
  /** Rows whose cell it takes apart, or would. */
  rows: z.number().int(),
  example: z.string(),
});

const separatorFieldSchema = z.strictObject({
  field: z.string(),
  header: z.string(),
  by: z.enum(['detected', 'remembered', 'user']),
  /** `null` = as detected. */
  choice: z.enum(SEPARATOR_CHOICES).nullable(),
  used: z.array(separatorUseSchema),
  /** Ambiguous separators; cells are not split by them until confirmed. */
  doubtful: z.array(separatorUseSchema),
  /** One cell with what it becomes. */
  example: z.strictObject({ text: z.string(), parts: z.array(z.string()) }),
});

export const importPreviewSchema = z.strictObject({
  kind: listKindSchema,
  format: z.enum(['csv', 'xlsx']),
  /** `null` for XLSX. */
  encoding: encodingSchema.nullable(),
  delimiter: z.enum(['comma', 'tab', 'semicolon']).nullable(),
  /** How the encoding was found: a mark, valid UTF-8, or the guess by Japanese text. */
  detectedBy: z.enum(['bom', 'utf-8-valid', 'cp932-text', 'ascii', 'user', 'xlsx']),
  columns: z.array(z.strictObject({ index: z.number().int(), header: z.string(), samples: z.array(z.string()) })),
  /** Fields of this kind of list with the column each was mapped to. */
  fields: z.array(
    z.strictObject({
      id: z.string(),
      required: z.boolean(),
      column: z.number().int().nullable(),
      mappedBy: z.enum(['header', 'remembered', 'user', 'none']),
    }),
  ),
  /** Up to 8 first rows as they will be imported. */
  sample: z.array(z.record(z.string(), z.string())),
  /** Estimated from the size for large files. */
  rows: z.number().int(),
  /** Required fields that have no column. Nothing can be imported while this is not empty. */
  missing: z.array(z.string()),
  /** Another list than the wanted one, by its header. Nothing can be imported unless it is read as that, or a column is chosen by hand. */
  looksLike: z.enum(OTHER_LISTS).nullable(),
  /** The file's row that is the header. */
  headerRow: z.number().int(),
  /** Of a book: how many other sheets have a list of the same kind, of which nothing is read. */
  otherSheets: z.number().int(),
  /** Fields whose cells are words: roles, states and switches. */
  words: z.array(wordFieldSchema),
  /** Fields whose cells may hold several organisations or groups, where anything in them could separate. */
  separators: z.array(separatorFieldSchema),
  /** Rows that cannot be imported, with up to 200 of `total` cells in file order. */
  badRows: z.strictObject({
    rows: z.number().int(),
    total: z.number().int(),
    cells: z.array(
      z.strictObject({
        row: z.number().int(),
        /** Its header, `''` where it has none. */
        column: z.string(),
        columnNumber: z.number().int(),
        value: z.string(),
        reason: z.enum(BAD_ROW_REASONS),
      }),
    ),
  }),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

const fileSchema = z.strictObject({ token: z.string(), kind: listKindSchema, reading: importReadingSchema });

export const importCalls = {
  'imports.preview': query(fileSchema, importPreviewSchema, { reads: ['lists', 'policy'] }),
  /** The first rows, also without a header, to choose it manually. */
  'imports.top': query(fileSchema, firstRowsSchema, { reads: 'nothing' }),
  /** Writes the rows that cannot be taken, all of them, as a list to be saved. */
  'imports.badRows': command(fileSchema.extend({ language: z.enum(['ja', 'en']) }), fileTokenSchema, { changes: 'nothing' }),
  /** Compares with the current list without changes: a job whose result is read by `imports.changes`. */
  'imports.compare': query(fileSchema.extend({ kind: listKindSchema.exclude(['orders']) }), z.strictObject({ jobId: z.string() }), {
    reads: ['lists', 'policy'],
  }),
  /** What a finished comparison found; `null` for one that is not known any more. */
  'imports.changes': query(z.strictObject({ jobId: z.string() }), z.strictObject({ changes: listChangesSchema.nullable() }), {
    reads: ['lists', 'policy'],
  }),
  /**
   * Replaces that side's list in one transaction: a job whose result is `{ rows }`. Stores the column mapping and the meanings of words.
   * Fails with `list-shrinks`, `list-loses-addresses` or `list-cut` and changes nothing if more would be lost, or more is wrong, than was
   * confirmed.
   */
  'imports.commit': command(fileSchema.extend({ confirmed: confirmedChangeSchema.optional() }), z.strictObject({ jobId: z.string() }), {
    changes: ['lists', 'policy', 'orders'],
    job: 'import',
    whileReadOnly: 'allowed',
  }),
  /**
   * Reads all people of the company's directory and replaces that list as `imports.commit` does: a job whose result is `{ rows, takenAt,
   * added, gone, changed, disabled, referrals, leftOut }`. Fails with `directory-unset`, `secret-not-set`, `directory-failed` (with
   * `reason`, see `connection.reason`), or as `imports.commit`; then nothing is changed.
   */
  'imports.readDirectory': command(z.strictObject({ confirmed: confirmedChangeSchema.optional() }), z.strictObject({ jobId: z.string() }), {
    changes: ['lists', 'policy', 'orders'],
    job: 'read-directory',
    whileReadOnly: 'allowed',
  }),
  /** The lists that the company has now, each with its age and length. */
  'imports.present': query(
    z.strictObject({}),
    z.strictObject({ lists: z.array(z.strictObject({ kind: listKindSchema, takenAt: z.string(), rows: z.number().int() })) }),
    { reads: ['lists', 'orders'] },
  ),
  /** The lists that were replaced, latest first, at most ten a side. */
  'imports.former': query(z.strictObject({}), z.strictObject({ lists: z.array(formerListSchema) }), { reads: ['lists', 'policy'] }),
  /** What taking a former list again would change: a job like `imports.compare`. */
  'imports.compareFormer': query(z.strictObject({ id: z.number().int() }), z.strictObject({ jobId: z.string() }), {
    reads: ['lists', 'policy'],
  }),
  /** Takes a former list again, and those that were replaced together with it; the present ones become former lists. */
  'imports.takeFormer': command(
    z.strictObject({ id: z.number().int() }),
    z.strictObject({
      lists: z.array(z.strictObject({ side: listSideSchema, rows: z.number().int(), label: z.string() })),
      /** `replacedAt` of the replaced list. */
      at: z.string(),
    }),
    { changes: ['lists'], whileReadOnly: 'allowed' },
  ),
  /**
   * Takes the company's directory away, so that everything is judged as if it had never been there. It becomes a former list, whose id is
   * answered: `null` where there was none.
   */
  'imports.removeDirectory': command(z.strictObject({}), z.strictObject({ formerId: z.number().int().nullable() }), {
    changes: ['lists'],
    whileReadOnly: 'allowed',
  }),
  /** How many people a list may lose without being confirmed. */
  'imports.limit': query(z.strictObject({}), z.strictObject({ limit: listLimitSchema, standard: z.boolean() }), { reads: ['policy'] }),
  /** `null` takes the standard limit again. */
  'imports.changeLimit': command(
    z.strictObject({ limit: listLimitSchema.nullable() }),
    z.strictObject({ limit: listLimitSchema, standard: z.boolean() }),
    { changes: ['policy'] },
  ),
} as const;
