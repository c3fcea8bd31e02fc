import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import type { ConfirmedWordMeanings } from '#shared/domain/directory/list-words.ts';
import type { SeparatorChoices } from '../../files/cells/cell-lists.ts';
import { computeHeaderFingerprint } from '../../files/columns/header-fingerprint.ts';
import { type ColumnMapping, type ColumnMatch, matchColumns, requireColumns } from '../../files/columns/mapping.ts';
import { BadRows, excludeRows } from '../../files/lists/bad-rows.ts';
import { readDirectoryPeople } from '../../files/lists/directory-people-rows.ts';
import { readOrganizations, toAmazonUsers, toNeoUsers } from '../../files/lists/directory-rows.ts';
import { readOrders } from '../../files/lists/order-rows.ts';
import { type OpenedTable, openTable } from '../../files/open-table.ts';
import type { Table } from '../../files/table.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { ListItems } from '../../storage/lists/snapshot.ts';
import type { ListFile, SeparatorAnswers } from './list-file.ts';

/** Row type of each kind of list. */
interface Items {
  readonly 'neo-users': ListItems['neo_user'];
  readonly 'amazon-users': ListItems['amazon_user'];
  readonly 'directory-people': ListItems['directory_person'];
  readonly organizations: ListItems['organization'];
  readonly orders: ServerOrder;
}

/** An opened list file with its columns. */
export interface MappedList {
  readonly table: OpenedTable;
  readonly columns: readonly ColumnMatch[];
  /** Meanings of words stored for the company, and those chosen for this file, which take precedence. */
  readonly remembered: ConfirmedWordMeanings;
  readonly chosen: ConfirmedWordMeanings;
  /** Separators within a cell: stored for the company, and chosen for this file. */
  readonly separators: { readonly remembered: SeparatorChoices; readonly chosen: SeparatorChoices };
}

/** Opens the file and determines its columns: chosen by the user, else stored for this header, else detected. */
export async function openMappedList(file: ListFile, companyFile: CompanyFile, signal?: AbortSignal): Promise<MappedList> {
  const { encoding, delimiter, mapping, headerRow, words, separators = {} } = file.reading;
  const table = await openTable(
    file.path,
    file.name,
    file.kind,
    { ...(encoding && { encoding }), ...(delimiter && { delimiter }), ...(headerRow && { headerRow }), keepLongRows: true },
    signal,
  );
  const header = computeHeaderFingerprint(table.header);
  const known = companyFile.rememberedMapping(file.kind, header);
  const given = { ...(known && { remembered: known }), ...(mapping && { chosen: mapping }) };
  return {
    table,
    columns: matchColumns(file.kind, table.header, given, table),
    remembered: companyFile.rememberedWords(file.kind),
    chosen: words ?? {},
    separators: separatorsSaid(companyFile.rememberedSeparators(file.kind, header), separators),
  };
}

/**
 * Returns the columns chosen by the user, which are stored for this header. Detected columns are not stored, because a later version may
 * detect them better.
 */
export const getChosenColumns = ({ columns }: Pick<MappedList, 'columns'>): ColumnMapping =>
  Object.fromEntries(
    columns.flatMap(({ id, column, mappedBy }) => (mappedBy === 'user' || mappedBy === 'remembered' ? [[id, column]] : [])),
  );

/** Combines stored and newly chosen separators; `auto` discards the stored choice. */
function separatorsSaid(before: SeparatorChoices, now: SeparatorAnswers): MappedList['separators'] {
  const taken = Object.entries(now);
  return {
    remembered: Object.fromEntries(Object.entries(before).filter(([field]) => now[field] === undefined)),
    chosen: Object.fromEntries(taken.flatMap(([field, choice]) => (choice === 'auto' ? [] : [[field, choice] as const]))),
  };
}

/** Returns the separators for the cells of this file; newly chosen ones take precedence over stored ones. */
export const getListSeparators = ({ separators }: Pick<MappedList, 'separators'>): SeparatorChoices => ({
  ...separators.remembered,
  ...separators.chosen,
});

/** Returns the meanings of words by field; newly chosen ones take precedence. */
export function getWordMeanings({ remembered, chosen }: Pick<MappedList, 'remembered' | 'chosen'>): ConfirmedWordMeanings {
  const fields = new Set([...Object.keys(remembered), ...Object.keys(chosen)]);
  return Object.fromEntries([...fields].map((field) => [field, { ...remembered[field], ...chosen[field] }]));
}

/** Returns the rows that cannot be imported. If a required column is missing, no row is evaluated. */
export function findBadRows(file: ListFile, { table, columns }: MappedList): BadRows {
  const bad = new BadRows(table, file.name);
  if (columns.some(({ required, column }) => required && column === null)) return bad;
  const mapping = Object.fromEntries(columns.map(({ id, column }) => [id, column]));
  // In user lists only values that are too long make a row invalid; the user is asked about unknown words.
  if (file.kind === 'orders') readOrders(table, mapping, file.name, bad);
  else if (file.kind === 'organizations') readOrganizations(table, mapping, file.name, bad);
  else if (file.kind === 'directory-people') readDirectoryPeople(table, mapping, file.name, bad);
  return bad;
}

/**
 * Returns the rows of the file. Throws the errors of `requireColumns`, file-rows-bad unless exactly that many invalid rows were accepted
 * (`skipBadRows`), and file-no-rows if none remain.
 */
export function readListItems<K extends ListFile['kind']>(
  file: ListFile & { readonly kind: K },
  list: MappedList,
): { readonly items: readonly Items[K][] } {
  const mapping = requireColumns(file.kind, list.columns, list.table.header, file.name, list.table);
  const answers = getWordMeanings(list);
  const bad = findBadRows(file, list);
  const separators = getListSeparators(list);
  if (bad.rows.size === 0) return { items: converted(file, list.table, mapping, answers, separators) };
  if (file.reading.skipBadRows !== bad.rows.size) throw bad.error();
  const rest = excludeRows(list.table, bad.rows);
  if (rest.rowCount === 0) throw new ExpectedError('file-no-rows', { file: file.name });
  return { items: converted(file, rest, mapping, answers, separators) };
}

function converted<K extends ListFile['kind']>(
  file: ListFile & { readonly kind: K },
  table: Table,
  mapping: ColumnMapping,
  answers: ConfirmedWordMeanings,
  separators: SeparatorChoices,
): readonly Items[K][] {
  const bad = new BadRows(table, file.name);
  const convert: { readonly [Kind in ListFile['kind']]: () => readonly Items[Kind][] } = {
    'neo-users': () => toNeoUsers(table, mapping, file.name, answers, separators),
    'amazon-users': () => toAmazonUsers(table, mapping, file.name, answers, separators),
    'directory-people': () => readDirectoryPeople(table, mapping, file.name, bad, answers),
    organizations: () => readOrganizations(table, mapping, file.name, bad),
    orders: () => readOrders(table, mapping, file.name, bad),
  };
  const items = convert[file.kind]();
  if (bad.cells.length > 0) throw bad.error();
  return items;
}
