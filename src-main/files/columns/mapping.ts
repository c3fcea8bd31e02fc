import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ListKind, MistakenListKind } from '#shared/contract/imports/imports.ts';
import type { Table } from '../table.ts';
import { type Field, scoreHeader } from './field.ts';
import { FIELDS } from './fields.ts';
import { foldWord } from './fold.ts';
import { detectMistakenListKind } from './other-list.ts';

/** Field id -> column index, or `null` if the file lacks the field. */
export type ColumnMapping = Readonly<Record<string, number | null>>;

/** One field with its column in this file. */
export interface ColumnMatch {
  readonly id: string;
  readonly required: boolean;
  readonly column: number | null;
  readonly mappedBy: 'header' | 'remembered' | 'user' | 'none';
}

/** Mappings that take precedence over header rules: the user's current choice, and an earlier choice for the same header. */
export interface KnownMappings {
  readonly chosen?: ColumnMapping;
  readonly remembered?: ColumnMapping;
}

/**
 * Maps fields to columns: by choice, else by the saved mapping, else by header rules, highest score first. Each field gets one column; an
 * impossible column is ignored. If `rows` is given, a header that only names a kind of address (職場) is recognized above a column of
 * addresses.
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
      const score = placed.has(candidate.id) ? 0 : scoreHeader(candidate, folded, () => rows !== undefined && isOfAddresses(rows, column));
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

/** Whether a field needs a column: by itself, or because its alternative is missing. */
const isRequired = ({ required, orElse }: Field, isFound: (id: string) => boolean): boolean =>
  required || (orElse !== null && !isFound(orElse));

/**
 * Returns the mapping for an import. Throws file-column-missing if a required field has no column, file-column-duplicate if two columns
 * have the same matching header, file-list-other for another kind of list. For an optional field, two columns that are equal in all `rows`
 * count as one, and the first is used.
 */
export function requireColumns(
  kind: ListKind,
  columns: readonly ColumnMatch[],
  header: readonly string[],
  file: string,
  rows?: Pick<Table, 'rowCount' | 'cell'>,
): ColumnMapping {
  const mapping: ColumnMapping = Object.fromEntries(columns.map(({ id, column }) => [id, column]));
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

const NAMES: Readonly<Record<MistakenListKind, string>> = {
  'neo-users': 'neo',
  'amazon-users': 'amazon',
  'order-report': 'orderReport',
  'amazon-groups': 'amazonGroups',
  'own-report': 'ownReport',
};
const WANTED_LIST_ARGUMENTS: Readonly<Record<ListKind, string>> = {
  'neo-users': 'neo',
  'amazon-users': 'amazon',
  'directory-people': 'directory',
  organizations: 'organizations',
  orders: 'orders',
};

/** Returns the other kind of list that the header indicates; `null` if a column was chosen by the user, now or before. */
export const detectMistakenListUnlessMapped = (
  kind: ListKind,
  columns: readonly ColumnMatch[],
  header: readonly string[],
): MistakenListKind | null =>
  columns.some(({ mappedBy }) => mappedBy === 'user' || mappedBy === 'remembered') ? null : detectMistakenListKind(kind, header);

/** Throws file-list-other for another kind of list. Lists share names and addresses, so a wrong kind would give plausible numbers. */
function refuseOtherList(kind: ListKind, columns: readonly ColumnMatch[], header: readonly string[], file: string): void {
  const found = detectMistakenListUnlessMapped(kind, columns, header);
  if (found !== null) throw new ExpectedError('file-list-other', { file, found: NAMES[found], wanted: WANTED_LIST_ARGUMENTS[kind] });
}

/**
 * Throws file-column-missing for the first required field without a column. Parameters: `column` is its usual header, `other` the usual
 * header of its alternative, `headers` the headers in the file.
 */
export function requireFields(kind: ListKind, mapping: ColumnMapping, header: readonly string[], file: string): void {
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

/** Returns the headers known from any kind of list, for output that must not contain personal data. */
export const joinKnownHeaders = (header: readonly string[]): string => joined(header.filter(isKnown));

const isKnown = (text: string): boolean => {
  const folded = foldWord(text);
  return Object.values(FIELDS).some((fields) =>
    fields.some((each) => [each.exact, each.weak, each.bare].some((words) => words.includes(folded))),
  );
};

/**
 * Returns the index of the header row: the one in which most fields of any kind of list are recognized, the upper of two equal ones. If
 * none is recognized, it is the first row, for manual mapping, unless that looks like data (-1 = no header).
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

/** Maximum number of rows examined for addresses. */
const MAX_EXAMINED_ROWS = 200;

/** Whether most values in the first rows of a column are addresses. */
function isOfAddresses(rows: Pick<Table, 'rowCount' | 'cell'>, column: number): boolean {
  const texts = Array.from({ length: Math.min(rows.rowCount, MAX_EXAMINED_ROWS) }, (_, row) => rows.cell(row, column)).filter(
    (text) => text !== '',
  );
  const addresses = texts.filter(holdsAddress).length;
  return addresses > 0 && addresses * 2 >= texts.length;
}

/** Maximum number of characters examined. */
const MAX_EXAMINED_CHARACTERS = 1_000;

/** Whether a cell contains an address. Uses one pass, because patterns take quadratic time on a cell full of `@`. */
const holdsAddress = (text: string): boolean =>
  text.includes('@') &&
  text
    .slice(0, MAX_EXAMINED_CHARACTERS)
    .split(/\s/)
    .some((word) => {
      const at = word.indexOf('@', 1);
      const dot = at < 0 ? -1 : word.indexOf('.', at + 2);
      return dot > 0 && dot < word.length - 1;
    });

/**
 * Returns the number of cells recognized as headers, for the kind of list with the most. A row with an address is data, even if it contains
 * パンチアウト or 有効.
 */
function recognised(texts: readonly string[]): number {
  if (texts.some(holdsAddress)) return 0;
  const folded = [...new Set(texts.filter((text) => text.length <= 40).map(foldWord))];
  let most = 0;
  for (const [kind, fields] of Object.entries(FIELDS)) {
    // Directory headers also occur in lists of users, so the directory is not a kind of its own here.
    if (kind === 'directory-people') continue;
    const count = folded.filter((text) => fields.some((field) => scoreHeader(field, text) > 0)).length;
    most = Math.max(most, count);
  }
  return most;
}
