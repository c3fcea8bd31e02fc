import { basename } from 'node:path';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import type { ListSide } from '#shared/contract/imports/list-changes.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import type { ConfirmedWordMeanings, WordList } from '#shared/domain/directory/list-words.ts';
import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import type { PrematchedMarks } from '#shared/domain/readiness/prematched.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { listFieldSeparators } from '../../../files/cells/cell-lists.ts';
import { countFieldWords } from '../../../files/cells/list-words.ts';
import { FIELDS } from '../../../files/columns/fields.ts';
import { type ColumnMapping, joinKnownHeaders, matchColumns, requireColumns } from '../../../files/columns/mapping.ts';
import type { TruncatedRow } from '../../../files/csv/csv-table.ts';
import { type BadCell, BadRows, excludeRows } from '../../../files/lists/bad-rows.ts';
import { readDirectoryPeople } from '../../../files/lists/directory-people-rows.ts';
import {
  hasUnclearAccounts,
  hasUnclearPeople,
  prematchLists,
  readAmazonAccounts,
  readAmazonList,
  readNeoList,
  readOrganizations,
} from '../../../files/lists/directory-rows.ts';
import { type OpenedTable, openTableFromBytes, readListBytes } from '../../../files/open-table.ts';
import type { Table } from '../../../files/table.ts';
import { formatBadRows, formatDoubtfulSeparators, formatUnknownWordCounts, formatUnknownWords } from './list-notes.ts';
import type { ListOption, ListOptions } from './list-options.ts';

/** Both lists, and the fields that Amazon's list lacks. */
export interface DirectoryFromFiles {
  readonly directory: Directory;
  readonly missingFields: ReadonlySet<string>;
  /** Fields missing in NEO's list. */
  readonly missingNeoFields: ReadonlySet<string>;
  readonly prematched: PrematchedMarks;
  /** The company directory; omitted if not given. */
  readonly directoryPeople?: readonly DirectoryPerson[];
  readonly missingDirectoryFields?: ReadonlySet<string>;
  /** Lists that look truncated, with the position. */
  readonly cut: readonly { readonly file: string; readonly cut: TruncatedRow }[];
  /** Lists with skipped rows. */
  readonly withoutRows: ReadonlySet<ListSide>;
}

/** Options for reading lists, and the output for unknown rows and words. */
export interface ListReadOptions extends ListOptions {
  /** Hides values of bad rows, unknown words and unknown headers, for output that may go to a log. */
  readonly withoutValues?: boolean;
  readonly translate: Translate;
  readonly warn: (lines: string) => void;
}

/**
 * Reads both lists and, if given, organizations and the company directory, with detected encoding and columns. Bad rows of all files are
 * reported; file-rows-bad is thrown unless they are skipped.
 */
export async function readDirectoryFiles(
  files: Readonly<Record<'neo' | 'amazon', string>> & {
    readonly organizations: string | undefined;
    readonly directory?: string | undefined;
  },
  policy: EmailPolicy,
  reading: ListReadOptions,
): Promise<DirectoryFromFiles> {
  const [neoFile, amazonFile] = [readList(files.neo), readList(files.amazon)];
  // Awaited in a fixed order, so that the same unreadable list is always reported first.
  const neo = await openList(neoFile, 'neo-users', 'neo', reading);
  const amazon = await openList(amazonFile, 'amazon-users', 'amazon', reading);
  const organizations =
    files.organizations === undefined ? null : await openList(readList(files.organizations), 'organizations', 'organizations', reading);
  const staff = files.directory === undefined ? null : await openList(readList(files.directory), 'directory-people', 'directory', reading);
  const [neoTable, amazonTable, organizationTable, staffTable] = takenRows([neo, amazon, organizations, staff], reading);

  const neoList = readNeoList(neoTable as Table, neo.mapping, neo.name, reading.words['neo-users'], reading.separators['neo-users']);
  const amazonList = readAmazonList(
    amazonTable as Table,
    amazon.mapping,
    amazon.name,
    reading.words['amazon-users'],
    reading.separators['amazon-users'],
  );
  warnOfSeparators(neo, 'neo', reading);
  warnOfSeparators(amazon, 'amazon', reading);
  if (hasUnclearPeople(neoList)) warnOfWords(neo, reading);
  if (hasUnclearAccounts(amazonList)) warnOfWords(amazon, reading);
  if (staff !== null) warnOfWords(staff, reading);
  const { prematched, ...users } = prematchLists(neoList, amazonList, policy);
  return {
    directory: {
      ...users,
      organizations: organizations === null || organizationTable === undefined ? [] : organizationsIn(organizations, organizationTable),
      approvers: [],
    },
    prematched,
    ...(staff !== null &&
      staffTable !== undefined && {
        directoryPeople: peopleIn(staff, staffTable, reading),
        missingDirectoryFields: fieldsWithout(staff),
      }),
    cut: [neo, amazon, organizations, staff]
      .filter((list) => list !== null)
      .flatMap(({ name, table: { cut } }) => (cut === null ? [] : [{ file: name, cut }])),
    withoutRows: sidesWithoutRows({ neo, amazon }),
    missingFields: fieldsWithout(amazon),
    missingNeoFields: fieldsWithout(neo),
  };
}

/** Reads Amazon's list, for a run whose NEO people come from another source. Throws the errors of `readDirectoryFiles`. */
export async function readAmazonFile(path: string, reading: ListReadOptions) {
  const opened = await openList(readList(path), 'amazon-users', 'amazon', reading);
  const [table] = takenRows([opened], reading);
  const list = readAmazonList(
    table as Table,
    opened.mapping,
    opened.name,
    reading.words['amazon-users'],
    reading.separators['amazon-users'],
  );
  warnOfSeparators(opened, 'amazon', reading);
  if (hasUnclearAccounts(list)) warnOfWords(opened, reading);
  const { cut } = opened.table;
  return {
    amazonUsers: readAmazonAccounts(list, new Uint8Array(opened.table.rowCount)).users,
    missingFields: fieldsWithout(opened),
    cut: cut === null ? [] : [{ file: opened.name, cut }],
    withoutRows: sidesWithoutRows({ amazon: opened }),
  };
}

const sidesWithoutRows = (lists: Readonly<Partial<Record<'neo' | 'amazon', OpenedList>>>): ReadonlySet<ListSide> =>
  new Set((['neo', 'amazon'] as const).filter((side) => (lists[side]?.bad.rows.size ?? 0) > 0));

const fieldsWithout = ({ kind, mapping }: OpenedList): ReadonlySet<string> =>
  new Set(FIELDS[kind].map(({ id }) => id).filter((id) => (mapping[id] ?? null) === null));

interface ListFile {
  readonly name: string;
  readonly bytes: Promise<Buffer>;
}

interface OpenedList {
  readonly kind: ListKind;
  readonly name: string;
  readonly table: OpenedTable;
  readonly mapping: ColumnMapping;
  readonly bad: BadRows;
}

/** Starts reading; a failure is reported when the list is opened. */
function readList(path: string): ListFile {
  const name = basename(path);
  const bytes = readListBytes(path, name, undefined);
  bytes.catch(() => undefined);
  return { name, bytes };
}

/** Opens one list of people with its valid rows; invalid rows are not reported. */
export async function openListFile(path: string, kind: ListKind, option: ListOption, reading: ListReadOptions) {
  const { bad, table, ...list } = await openList(readList(path), kind, option, reading);
  return { ...list, cut: table.cut, table: bad.rows.size === 0 ? table : excludeRows(table, bad.rows) };
}

async function openList(
  { name, bytes }: ListFile,
  kind: ListKind,
  option: ListOption,
  { headerRows, words, withoutValues = false }: Pick<ListReadOptions, 'headerRows' | 'words' | 'withoutValues'>,
): Promise<OpenedList> {
  const headerRow = headerRows[option];
  const table = await openTableFromBytes(await bytes, name, kind, { keepLongRows: true, ...(headerRow && { headerRow }) });
  const mapping = mappingOf(kind, name, table, withoutValues);
  const bad = new BadRows(table, name);
  if (kind === 'organizations') readOrganizations(table, mapping, name, bad);
  else if (kind === 'directory-people') readDirectoryPeople(table, mapping, name, bad, words[kind]);
  return { kind, name, table, mapping, bad };
}

function mappingOf(kind: ListKind, name: string, table: OpenedTable, withoutValues: boolean): ColumnMapping {
  try {
    return requireColumns(kind, matchColumns(kind, table.header, {}, table), table.header, name, table);
  } catch (error) {
    throw withoutValues ? withoutCells(error, table.header) : error;
  }
}

/** Removes cell contents from an error: without headers, or with a wrong `--header-row`, the supposed header row contains personal data. */
function withoutCells(error: unknown, header: readonly string[]): unknown {
  if (!(error instanceof ExpectedError)) return error;
  const { code, params } = error.failure;
  if (code === 'file-column-missing') return new ExpectedError(code, { ...params, headers: joinKnownHeaders(header) });
  const column = typeof params['column'] === 'string' ? joinKnownHeaders([params['column']]) : '';
  return code === 'file-column-duplicate' ? new ExpectedError(code, { ...params, column: column || 'none' }) : error;
}

const withoutTheirValues = (cells: readonly BadCell[]): BadCell[] => cells.map((cell) => ({ ...cell, value: '***' }));

/** Reports bad rows, and returns each list without them if they may be skipped. Throws file-rows-bad otherwise. */
function takenRows(
  lists: readonly (OpenedList | null)[],
  { skipBadRows, withoutValues = false, translate, warn }: ListReadOptions,
): (Table | undefined)[] {
  for (const list of lists)
    if (list !== null && list.table.otherSheets > 0)
      warn(translate('cli.lists.otherSheets', { file: list.name, count: list.table.otherSheets }));
  const faulty = lists.filter((list) => list !== null).filter(({ bad }) => bad.rows.size > 0);
  for (const { name, bad } of faulty)
    warn(formatBadRows(name, bad.rows.size, withoutValues ? withoutTheirValues(bad.inOrder()) : bad.inOrder(), skipBadRows, translate));
  const [first] = faulty;
  if (first !== undefined && !skipBadRows) throw first.bad.error();
  return lists.map((list) => (list === null ? undefined : list.bad.rows.size === 0 ? list.table : excludeRows(list.table, list.bad.rows)));
}

/** Reads the organizations. Throws file-rows-bad if skipped rows made other rows invalid. */
function organizationsIn({ mapping, name }: OpenedList, table: Table): Directory['organizations'] {
  const bad = new BadRows(table, name);
  const organizations = readOrganizations(table, mapping, name, bad);
  if (bad.cells.length > 0) throw bad.error();
  return organizations;
}

function peopleIn({ mapping, name }: OpenedList, table: Table, { words }: ListReadOptions): readonly DirectoryPerson[] {
  return readDirectoryPeople(table, mapping, name, new BadRows(table, name), words['directory-people']);
}

function warnOfSeparators({ kind, name, table, mapping }: OpenedList, list: 'neo' | 'amazon', reading: ListReadOptions): void {
  const { separators, translate, warn } = reading;
  const chosen = separators[kind as WordList] ?? {};
  const lines = formatDoubtfulSeparators(list, name, listFieldSeparators(kind, table, mapping, { remembered: {}, chosen }), translate);
  if (lines !== '') warn(lines);
}

function warnOfWords({ kind, name, table, mapping }: OpenedList, reading: ListReadOptions): void {
  const { withoutValues = false, translate } = reading;
  const words = countFieldWords(kind, table, mapping, said(kind, reading));
  const lines = withoutValues ? formatUnknownWordCounts(name, words, translate) : formatUnknownWords(kind, name, words, translate);
  if (lines !== '') reading.warn(lines);
}

/** Returns the given meanings of a list's words. */
function said(kind: ListKind, { words }: ListReadOptions): { readonly chosen?: ConfirmedWordMeanings } {
  const answers = Object.hasOwn(words, kind) ? words[kind as WordList] : undefined;
  return answers === undefined ? {} : { chosen: answers };
}
