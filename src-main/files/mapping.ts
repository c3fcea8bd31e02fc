import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { ListKind, OtherList } from '#shared/contract/imports.ts';
import { type Field, headerScore } from './field.ts';
import { FIELDS } from './fields.ts';
import { foldWord } from './fold.ts';
import { otherListOf } from './other-list.ts';
import type { Table } from './table.ts';

/** Field id -> column index, or `null` for a field that the file does not hold. */
export type Mapping = Readonly<Record<string, number | null>>;

/** One field of the list with its column in this file. */
export interface ColumnMatch {
  readonly id: string;
  readonly required: boolean;
  readonly column: number | null;
  readonly mappedBy: 'header' | 'remembered' | 'user' | 'none';
}

/** Mappings that go before the header rules: what the user chose now, and what was chosen for this header before. */
export interface KnownMappings {
  readonly chosen?: Mapping;
  readonly remembered?: Mapping;
}

/**
 * Finds the column of each field: what the user chose, else what was remembered, else by the header rules,
 * the surest pair of field and column first. One column serves one field; an impossible column counts as not given.
 * Where the rows are given too, a header that says the kind of an address alone (職場) counts above addresses.
 */
export function matchColumns(
  kind: ListKind,
  header: readonly string[],
  known: KnownMappings = {},
  rows?: Pick<Table, 'rowCount' | 'cell'>,
): readonly ColumnMatch[] {
  const fields = FIELDS[kind];
  const placed = new Map<string, Pick<ColumnMatch, 'column' | 'mappedBy'>>();
  const taken = new Set<number>();
  const place = (id: string, column: number | null, mappedBy: ColumnMatch['mappedBy']): void => {
    placed.set(id, { column, mappedBy });
    if (column !== null) taken.add(column);
  };

  for (const [given, mappedBy] of [
    [known.chosen ?? {}, 'user'],
    [known.remembered ?? {}, 'remembered'],
  ] as const) {
    for (const { id } of fields) {
      const column = Object.hasOwn(given, id) ? given[id] : undefined;
      if (column === undefined || placed.has(id)) continue;
      if (column !== null && (!Number.isInteger(column) || column < 0 || column >= header.length || taken.has(column))) continue;
      place(id, column, mappedBy);
    }
  }

  const pairs: { id: string; column: number; score: number }[] = [];
  header.forEach((text, column) => {
    if (taken.has(column)) return;
    const folded = foldWord(text);
    for (const candidate of fields) {
      const score = placed.has(candidate.id) ? 0 : headerScore(candidate, folded, () => rows !== undefined && isOfAddresses(rows, column));
      if (score > 0) pairs.push({ id: candidate.id, column, score });
    }
  });
  pairs.sort((a, b) => b.score - a.score);
  for (const { id, column } of pairs) if (!placed.has(id) && !taken.has(column)) place(id, column, 'header');

  const isFound = (id: string): boolean => (placed.get(id)?.column ?? null) !== null;
  return fields.map((field) => ({
    id: field.id,
    required: isRequired(field, isFound),
    ...(placed.get(field.id) ?? { column: null, mappedBy: 'none' }),
  }));
}

/** Whether a list cannot do without a column for the field: by itself, or as nothing tells what it would. */
const isRequired = ({ required, orElse }: Field, isFound: (id: string) => boolean): boolean =>
  required || (orElse !== null && !isFound(orElse));

/**
 * The mapping to import with. Throws file-column-missing when a required field has no column, and file-column-duplicate when two
 * columns carry the very header by which a field was found, so that either could be meant; file-list-other for another list than the wanted
 * one. A field that may be missing takes the first of two columns that say the same in all `rows`.
 */
export function requireColumns(
  kind: ListKind,
  columns: readonly ColumnMatch[],
  header: readonly string[],
  file: string,
  rows?: Pick<Table, 'rowCount' | 'cell'>,
): Mapping {
  const mapping: Mapping = Object.fromEntries(columns.map(({ id, column }) => [id, column]));
  refuseOtherList(kind, columns, header, file);
  requireFields(kind, mapping, header, file);
  for (const { id, required, column, mappedBy } of columns) {
    if (column === null || mappedBy !== 'header') continue;
    const twin = header.findIndex(
      (text, other) => other !== column && text === header[column] && (required || (rows !== undefined && !saySame(rows, column, other))),
    );
    if (twin < 0) continue;
    const [first, second] = [Math.min(column, twin) + 1, Math.max(column, twin) + 1];
    throw new ExpectedError('file-column-duplicate', { file, field: id, column: header[column] ?? '', first, second });
  }
  return mapping;
}

function saySame(rows: Pick<Table, 'rowCount' | 'cell'>, one: number, other: number): boolean {
  for (let row = 0; row < rows.rowCount; row++) if (rows.cell(row, one) !== rows.cell(row, other)) return false;
  return true;
}

const NAMES: Readonly<Record<OtherList, string>> = {
  'neo-users': 'neo',
  'amazon-users': 'amazon',
  'order-report': 'orderReport',
  'amazon-groups': 'amazonGroups',
  'own-report': 'ownReport',
};
const WANTED: Readonly<Record<ListKind, string>> = {
  'neo-users': 'neo',
  'amazon-users': 'amazon',
  'directory-people': 'directory',
  organizations: 'organizations',
  orders: 'orders',
};

/** Which other list the file is, as far as its header tells; a column chosen by hand, now or before, overrules it. */
export const otherListIn = (kind: ListKind, columns: readonly ColumnMatch[], header: readonly string[]): OtherList | null =>
  columns.some(({ mappedBy }) => mappedBy === 'user' || mappedBy === 'remembered') ? null : otherListOf(kind, header);

/** Lists share names and addresses, so that one read for another would give numbers that look right. */
function refuseOtherList(kind: ListKind, columns: readonly ColumnMatch[], header: readonly string[], file: string): void {
  const found = otherListIn(kind, columns, header);
  if (found !== null) throw new ExpectedError('file-list-other', { file, found: NAMES[found], wanted: WANTED[kind] });
}

/**
 * Throws file-column-missing for the first required field without a column: `column` is its usual header, `other` that of the field that
 * would do as well, `headers` what there is.
 */
export function requireFields(kind: ListKind, mapping: Mapping, header: readonly string[], file: string): void {
  const isFound = (id: string): boolean => (mapping[id] ?? null) !== null;
  const missing = FIELDS[kind].find((field) => !isFound(field.id) && isRequired(field, isFound));
  if (!missing) return;
  const other = FIELDS[kind].find(({ id }) => id === missing.orElse);
  throw new ExpectedError('file-column-missing', {
    file,
    field: missing.id,
    column: missing.label,
    ...(other && { other: other.label }),
    headers: joined(header),
  });
}

const joined = (header: readonly string[]): string =>
  header
    .filter((text) => text !== '')
    .join(' / ')
    .slice(0, 300);

/** Those of the headers that are words of some list's own, for where a cell that somebody's name stands in must not be told. */
export const knownHeaders = (header: readonly string[]): string => joined(header.filter(isKnown));

const isKnown = (text: string): boolean => {
  const folded = foldWord(text);
  return Object.values(FIELDS).some((fields) =>
    fields.some((each) => [each.exact, each.weak, each.bare].some((words) => words.includes(folded))),
  );
};

/**
 * Which of the first rows is the header: the one that most fields of any kind of list recognise, the upper one of two.
 * When none is recognised: the first row, to be mapped by hand, unless it looks like data (-1: no header).
 */
export function findHeaderRow(top: readonly (readonly string[])[]): number {
  let best = -1;
  let bestCount = 0;
  top.forEach((texts, row) => {
    const count = recognised(texts);
    if (count > bestCount) {
      best = row;
      bestCount = count;
    }
  });
  if (best >= 0) return best;
  const first = top[0] ?? [];
  const looksLikeData = first.some((text) => text.includes('@') || /^[\d/:. -]+$/.test(text));
  return first.length === 0 || looksLikeData ? -1 : 0;
}

/** Rows looked at for addresses. */
const ROWS_LOOKED_AT = 200;

/** Whether most of what stands in the first rows of a column are addresses. */
function isOfAddresses(rows: Pick<Table, 'rowCount' | 'cell'>, column: number): boolean {
  const texts = Array.from({ length: Math.min(rows.rowCount, ROWS_LOOKED_AT) }, (_, row) => rows.cell(row, column)).filter(
    (text) => text !== '',
  );
  const addresses = texts.filter(holdsAddress).length;
  return addresses > 0 && addresses * 2 >= texts.length;
}

/** A header or an address is shorter; nothing is looked for beyond. */
const LOOKED_AT = 1_000;

/** Whether an address stands among the words of a cell. One pass: patterns for this take quadratic time on a cell of `@`. */
const holdsAddress = (text: string): boolean =>
  text.includes('@') &&
  text
    .slice(0, LOOKED_AT)
    .split(/\s/)
    .some((word) => {
      const at = word.indexOf('@', 1);
      const dot = at < 0 ? -1 : word.indexOf('.', at + 2);
      return dot > 0 && dot < word.length - 1;
    });

/** Cells that the best kind of list knows as headers. A row with an address is data, though it may say パンチアウト or 有効. */
function recognised(texts: readonly string[]): number {
  if (texts.some(holdsAddress)) return 0;
  const folded = [...new Set(texts.filter((text) => text.length <= 40).map(foldWord))];
  let most = 0;
  for (const [kind, fields] of Object.entries(FIELDS)) {
    // Each header of the directory's has columns that a list of users has too: the other lists find theirs as if there were no directory.
    if (kind === 'directory-people') continue;
    const count = folded.filter((text) => fields.some((field) => headerScore(field, text) > 0)).length;
    most = Math.max(most, count);
  }
  return most;
}
