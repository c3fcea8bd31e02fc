import type { CallInput } from '#shared/contract/calls.ts';
import type { FileEncoding, ImportPreview, ListKind } from '#shared/contract/imports.ts';

export const LIST_KINDS: readonly ListKind[] = ['neo-users', 'amazon-users', 'organizations', 'orders'];
export const ENCODINGS: readonly FileEncoding[] = ['utf-8', 'utf-8-bom', 'shift_jis', 'utf-16le'];
export const DELIMITERS = ['comma', 'tab', 'semicolon'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What the user corrected by hand; everything else is detected anew with every preview. */
export interface Corrections {
  readonly encoding: FileEncoding | null;
  readonly delimiter: Delimiter | null;
  readonly mapping: Readonly<Record<string, number | null>>;
}

export const NO_CORRECTIONS: Corrections = { encoding: null, delimiter: null, mapping: {} };

/** The corrections as the contract takes them. */
export const readingOf = ({ encoding, delimiter, mapping }: Corrections): CallInput<'imports.preview'>['reading'] => ({
  ...(encoding === null ? {} : { encoding }),
  ...(delimiter === null ? {} : { delimiter }),
  ...(Object.keys(mapping).length === 0 ? {} : { mapping }),
});

/** Another encoding or delimiter makes other columns: corrections of columns then mean nothing. */
export const withReading = (corrections: Corrections, change: Partial<Pick<Corrections, 'encoding' | 'delimiter'>>): Corrections => ({
  ...corrections,
  ...change,
  mapping: {},
});

/** A column belongs to one field: the field that had it gives it up. */
export const withColumn = (
  corrections: Corrections,
  preview: Pick<ImportPreview, 'fields'>,
  fieldId: string,
  column: number | null,
): Corrections => {
  const former = column === null ? undefined : preview.fields.find((field) => field.id !== fieldId && field.column === column);
  return { ...corrections, mapping: { ...corrections.mapping, ...(former === undefined ? {} : { [former.id]: null }), [fieldId]: column } };
};

/** Columns of the file that no field takes: they are not imported. */
export const unusedColumns = (preview: ImportPreview): ImportPreview['columns'] => {
  const taken = new Set(preview.fields.map((field) => field.column));
  return preview.columns.filter((column) => !taken.has(column.index));
};

/** Fields worth a row at once: what has a column, what must have one, what was corrected by hand; and the rest. */
export const splitFields = (
  preview: ImportPreview,
  corrections: Corrections,
): { readonly first: ImportPreview['fields']; readonly rest: ImportPreview['fields'] } => {
  const isFirst = (field: ImportPreview['fields'][number]): boolean =>
    field.required || field.column !== null || Object.hasOwn(corrections.mapping, field.id);
  return { first: preview.fields.filter(isFirst), rest: preview.fields.filter((field) => !isFirst(field)) };
};

/** Fields of the sample table: those that have a column. */
export const shownFields = (preview: ImportPreview): ImportPreview['fields'] => preview.fields.filter((field) => field.column !== null);

/** The kind of list that is worth importing next, or `null` when both sides are there. */
export const nextList = (present: readonly ('neo' | 'amazon')[]): ListKind | null => {
  if (!present.includes('neo')) return 'neo-users';
  return present.includes('amazon') ? null : 'amazon-users';
};

/** The spreadsheet's name of a column: A, B, ..., Z, AA. For columns without a header. */
export const columnLetters = (index: number): string => {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
};
