import type { CallInput } from '#shared/contract/calls.ts';
import type { ListSource } from '#shared/contract/companies/companies.ts';
import type { FileEncoding, ImportPreview, ListKind } from '#shared/contract/imports/imports.ts';
import { SEPARATOR_CHOICES, type SeparatorChoice } from '#shared/domain/directory/cell-separator.ts';

export const LIST_KINDS: readonly ListKind[] = ['neo-users', 'amazon-users', 'directory-people', 'organizations', 'orders'];
export const ENCODINGS: readonly FileEncoding[] = ['utf-8', 'utf-8-bom', 'shift_jis', 'utf-16le'];
export const DELIMITERS = ['comma', 'tab', 'semicolon'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Manual corrections; everything else is detected again for each preview. */
export interface Corrections {
  readonly encoding: FileEncoding | null;
  readonly delimiter: Delimiter | null;
  readonly mapping: Readonly<Record<string, number | null>>;
  /** Row of the file that contains the header. */
  readonly headerRow: number | null;
  /** Meanings of words by field; `''` = not set. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Separator of references in a cell, by field; `auto` = detected. */
  readonly separators: Readonly<Record<string, SeparatorChoice | 'auto'>>;
  /** Number of confirmed bad rows that are skipped; `null` = not skipped. */
  readonly skipBadRows: number | null;
}

export const NO_CORRECTIONS: Corrections = {
  encoding: null,
  delimiter: null,
  mapping: {},
  headerRow: null,
  words: {},
  separators: {},
  skipBadRows: null,
};

/** The corrections in the form of the contract. */
export const toReadingInput = ({
  encoding,
  delimiter,
  mapping,
  headerRow,
  words,
  separators,
  skipBadRows,
}: Corrections): CallInput<'imports.preview'>['reading'] => ({
  ...(encoding === null ? {} : { encoding }),
  ...(delimiter === null ? {} : { delimiter }),
  ...(Object.keys(mapping).length === 0 ? {} : { mapping }),
  ...(headerRow === null ? {} : { headerRow }),
  ...(Object.keys(words).length === 0 ? {} : { words }),
  ...(Object.keys(separators).length === 0 ? {} : { separators }),
  ...(skipBadRows === null ? {} : { skipBadRows }),
});

/** Another encoding or delimiter changes columns and words, so their corrections are discarded. */
export const withReading = (corrections: Corrections, change: Partial<Pick<Corrections, 'encoding' | 'delimiter'>>): Corrections => ({
  ...NO_CORRECTIONS,
  encoding: corrections.encoding,
  delimiter: corrections.delimiter,
  ...change,
});

/** Another header row changes the columns, so their corrections are discarded. */
export const withHeaderRow = ({ encoding, delimiter }: Corrections, headerRow: number): Corrections => ({
  ...NO_CORRECTIONS,
  encoding,
  delimiter,
  headerRow,
});

/** Sets the meaning of a word; `''` clears it. */
export const withWord = (corrections: Corrections, field: string, word: string, meaning: string): Corrections => ({
  ...corrections,
  words: { ...corrections.words, [field]: { ...corrections.words[field], [word]: meaning } },
});

/** Sets the separator of a field; an unknown choice means detected. */
export const withSeparator = (corrections: Corrections, field: string, choice: string | null): Corrections => ({
  ...corrections,
  separators: { ...corrections.separators, [field]: SEPARATOR_CHOICES.find((each) => each === choice) ?? 'auto' },
});

type SeparatorLine = ImportPreview['separators'][number];

/** The selected separator of a field, before the file is read with it. */
export const getChosenSeparator = ({ separators }: Corrections, { field, choice }: SeparatorLine): SeparatorChoice | 'auto' =>
  separators[field] ?? choice ?? 'auto';

/** True if a detected separator is ambiguous and not confirmed. */
export const isSeparatorUndecided = ({ by, doubtful }: Pick<SeparatorLine, 'by' | 'doubtful'>): boolean =>
  by === 'detected' && doubtful.length > 0;

/** Sets the number of skipped bad rows; `null` = not skipped. */
export const withSkippedBadRows = (corrections: Corrections, skipBadRows: number | null): Corrections => ({ ...corrections, skipBadRows });

/** Counts of unknown words and their rows. */
export const countUnknownWords = (preview: Pick<ImportPreview, 'words'>): { readonly words: number; readonly rows: number } => {
  const asked = preview.words.flatMap(({ words }) => words.filter(({ by }) => by === 'none'));
  return { words: asked.length, rows: asked.reduce((sum, { rows }) => sum + rows, 0) };
};

/** Key below `import.why` for the reason that the list cannot be imported, or `null`. */
export const getImportObstacle = (preview: ImportPreview, corrections: Corrections): 'otherList' | 'missing' | 'badRows' | null => {
  if (preview.looksLike !== null) return 'otherList';
  if (preview.missing.length > 0) return 'missing';
  return preview.badRows.rows > 0 && corrections.skipBadRows !== preview.badRows.rows ? 'badRows' : null;
};

/** Rows that would be imported. */
export const countImportedRows = ({ rows, badRows }: ImportPreview): number => rows - badRows.rows;

/** Assigns a column to a field. A column belongs to one field only, so it is removed from its former field. */
export const withColumn = (
  corrections: Corrections,
  preview: Pick<ImportPreview, 'fields'>,
  fieldId: string,
  column: number | null,
): Corrections => {
  const former = column === null ? undefined : preview.fields.find((field) => field.id !== fieldId && field.column === column);
  return {
    ...corrections,
    skipBadRows: null,
    mapping: { ...corrections.mapping, ...(former === undefined ? {} : { [former.id]: null }), [fieldId]: column },
  };
};

/** Columns of the file that are not assigned to a field and therefore not imported. */
export const listUnusedColumns = (preview: ImportPreview): ImportPreview['columns'] => {
  const taken = new Set(preview.fields.map((field) => field.column));
  return preview.columns.filter((column) => !taken.has(column.index));
};

/** Splits fields into those shown first (mapped, required or corrected) and the rest. */
export const splitFields = (
  preview: ImportPreview,
  corrections: Corrections,
): { readonly first: ImportPreview['fields']; readonly rest: ImportPreview['fields'] } => {
  const isFirst = (field: ImportPreview['fields'][number]): boolean =>
    field.required || field.column !== null || Object.hasOwn(corrections.mapping, field.id);
  return { first: preview.fields.filter(isFirst), rest: preview.fields.filter((field) => !isFirst(field)) };
};

/** Fields of the sample table: those with a column. */
export const listShownFields = (preview: ImportPreview): ImportPreview['fields'] => preview.fields.filter((field) => field.column !== null);

/** The kind of list to import next; `null` if both sides are imported. */
export const getNextListKind = (present: readonly ListSource['side'][]): ListKind | null => {
  if (!present.includes('neo')) return 'neo-users';
  return present.includes('amazon') ? null : 'amazon-users';
};

/** Spreadsheet name of a column without a header: A, B, …, Z, AA. */
export const formatColumnLetters = (index: number): string => {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : formatColumnLetters(Math.floor(index / 26) - 1) + last;
};
