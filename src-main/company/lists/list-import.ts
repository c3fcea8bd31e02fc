import { setImmediate as nextTurn } from 'node:timers/promises';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ConfirmedChange, ListChanges, ListCounts } from '#shared/contract/imports/list-changes.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { computeHeaderFingerprint } from '../../files/columns/header-fingerprint.ts';
import { findPasswordColumn } from '../../files/fixes/neo-fix-file.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { ListItems, ListTable, SnapshotOrigin } from '../../storage/lists/snapshot.ts';
import type { JobContext } from '../job-context.ts';
import {
  compareWithConfirmation,
  compareWithCurrent,
  finishListImport,
  type ImportConfirmation,
  type NextList,
  prepareForPublishing,
  requireCompleteList,
} from './list-changes.ts';
import type { ListFile, PeopleFile } from './list-file.ts';
import { getChosenColumns, getListSeparators, type MappedList, openMappedList, readListItems } from './list-reading.ts';

const ROWS_A_STEP = 2_000;

/** Side and table of each kind of list. */
const PLACES = {
  'neo-users': { side: 'neo', table: 'neo_user' },
  'amazon-users': { side: 'amazon', table: 'amazon_user' },
  'directory-people': { side: 'directory', table: 'directory_person' },
  organizations: { side: 'organizations', table: 'organization' },
} as const satisfies Record<Exclude<ListFile['kind'], 'orders'>, { side: SnapshotOrigin['side']; table: ListTable }>;

/**
 * Reads the rows of a people file without importing them. Throws `list-cut` for a truncated file, because missing people would appear to
 * have left.
 */
export async function readListFile(
  file: PeopleFile,
  companyFile: CompanyFile,
  signal: AbortSignal,
): Promise<readonly ListItems[ListTable][]> {
  const list = await openMappedList(file, companyFile, signal);
  const { cut } = list.table;
  if (cut !== null) throw new ExpectedError('list-cut', { ...cut, file: file.name });
  return readListItems(file, list).items;
}

/**
 * Replaces all order requests by those of a file, completely or not at all. After cancellation, an error or an unconfirmed truncated file
 * they are unchanged.
 */
export async function importOrders(
  file: ListFile,
  companyFile: CompanyFile,
  taken: { readonly at: string; readonly confirmed: ConfirmedChange | undefined },
  work: JobContext,
): Promise<{ rows: number }> {
  work.report({ phase: 'reading-file', done: 0, total: null });
  const kind = 'orders';
  const list = await openMappedList({ ...file, kind }, companyFile, work.signal);
  const { table, columns } = list;
  requireCompleteList(table.cut, taken.confirmed);
  const { items } = readListItems({ ...file, kind }, list);
  const { orders } = companyFile;
  for (const staged of orders.staged()) if (staged.origin === 'file') orders.discard(staged.id);
  const missingFields = columns.filter(({ column }) => column === null).map(({ id }) => id);
  const readId = orders.begin({ origin: 'file', label: file.name, takenAt: taken.at, serverRevision: null, missingFields });
  try {
    for (let start = 0; start < items.length; start += ROWS_A_STEP) {
      work.signal.throwIfAborted();
      orders.append(readId, items.slice(start, start + ROWS_A_STEP));
      work.report({ phase: 'storing-orders', done: Math.min(items.length, start + ROWS_A_STEP), total: items.length });
      await nextTurn();
    }
    work.signal.throwIfAborted();
    companyFile.atOnce(() => {
      orders.publish(readId, missingFields);
      companyFile.rememberMapping(file.kind, computeHeaderFingerprint(table.header), getChosenColumns(list));
    });
  } catch (error) {
    orders.discard(readId);
    throw error;
  }
  return { rows: items.length };
}

/** Reads a complete list of people or organizations and its missing parts. */
async function readPeopleFile(
  file: PeopleFile,
  companyFile: CompanyFile,
  signal: AbortSignal,
): Promise<{ readonly next: NextList; readonly list: MappedList }> {
  const list = await openMappedList(file, companyFile, signal);
  const { table, columns } = list;
  // Words and separators are determined over all rows in one step, so yield to other calls before and after it.
  await nextTurn();
  const { items } = readListItems(file, list);
  await nextTurn();
  const missingFields = columns.filter(({ column }) => column === null).map(({ id }) => id);
  const lacks = file.kind === 'neo-users' ? lackedByNeoFile(table.header, missingFields) : [];
  const leftOut = table.rowCount - items.length;
  return { next: { side: PLACES[file.kind].side, items, missingFields, lacks, cut: table.cut, leftOut } as NextList, list };
}

/** Returns the columns that a fix file needs and this export lacks, so that the administrator can export again in time. */
const lackedByNeoFile = (header: readonly string[], missingFields: readonly string[]): NonNullable<NextList['lacks']> => [
  ...(findPasswordColumn(header, undefined).column === null ? (['password-column'] as const) : []),
  ...(missingFields.includes('id') ? (['id-column'] as const) : []),
];

/** Reads a file as NEO's user list and returns the people with the missing facts. Read-only. */
export async function readNeoUsersFile(
  file: ListFile & { readonly kind: 'neo-users' },
  companyFile: CompanyFile,
): Promise<{ readonly items: readonly NeoUser[]; readonly missingFields: readonly string[] }> {
  const list = await openMappedList(file, companyFile);
  const missingFields = list.columns.filter(({ column }) => column === null).map(({ id }) => id);
  return { items: readListItems(file, list).items, missingFields };
}

/** Returns the changes that an import of the file would make. Read-only. */
export async function compareFile(file: PeopleFile, companyFile: CompanyFile, work: JobContext): Promise<ListChanges> {
  work.report({ phase: 'reading-file', done: 0, total: null });
  const { next } = await readPeopleFile(file, companyFile, work.signal);
  return (await compareWithCurrent(next, companyFile, work)).changes;
}

/**
 * Replaces the list of one side. The current list stays until the new one is complete; after cancellation, an error or an unconfirmed
 * change it is unchanged.
 */
export async function importList(
  file: PeopleFile,
  companyFile: CompanyFile,
  taken: { readonly origin: SnapshotOrigin['origin']; readonly at: string; readonly confirmed: ImportConfirmation },
  work: JobContext,
): Promise<{ rows: number }> {
  work.report({ phase: 'reading-file', done: 0, total: null });
  const { next, list } = await readPeopleFile(file, companyFile, work.signal);
  const { table } = PLACES[file.kind];
  const remember = (): void => {
    companyFile.rememberMapping(file.kind, computeHeaderFingerprint(list.table.header), getChosenColumns(list), getListSeparators(list));
    companyFile.rememberWords(file.kind, list.chosen);
  };
  await replaceList({ ...taken, next, table, label: file.name, remember }, companyFile, work);
  return { rows: next.items.length };
}

interface Replacement {
  readonly next: NextList;
  readonly table: ListTable;
  readonly origin: SnapshotOrigin['origin'];
  readonly label: string;
  readonly at: string;
  readonly confirmed: ImportConfirmation;
  /** Stores further data in the same transaction as the list. */
  readonly remember?: () => void;
}

/** Replaces the list of one side by given rows, as `importList` does, and returns the counts of changes. */
export async function replaceList(
  { next, table, origin, label, at, confirmed, remember }: Replacement,
  companyFile: CompanyFile,
  work: JobContext,
): Promise<ListCounts> {
  const { side, items, missingFields } = next;
  const first = await compareWithConfirmation(next, confirmed, companyFile, work);
  // Discard the rows of an interrupted import, because a file is read from the beginning. A running read from a server has another origin
  // and stays.
  for (const staged of companyFile.people.staged())
    if (staged.side === side && staged.origin === origin) companyFile.people.discard(staged.id);
  const snapshotId = companyFile.people.begin({ side, origin, label, takenAt: at, serverRevision: null, missingFields });
  try {
    for (let start = 0; start < items.length; start += ROWS_A_STEP) {
      work.signal.throwIfAborted();
      companyFile.people.append<ListTable>(snapshotId, table, items.slice(start, start + ROWS_A_STEP));
      work.report({ phase: 'storing-people', done: Math.min(items.length, start + ROWS_A_STEP), total: items.length });
      await nextTurn();
    }
    const { lists, packed } = await prepareForPublishing(
      { next, first, confirmed },
      (compared) => [{ snapshotId, table, compared }],
      companyFile,
      work,
    );
    companyFile.atOnce(() => {
      companyFile.people.publish(lists, at, packed);
      remember?.();
    });
  } catch (error) {
    companyFile.people.discard(snapshotId);
    throw error;
  }
  await finishListImport(companyFile, next.side === 'neo' ? { snapshotId, items: next.items } : null);
  const { added, gone, changed } = first.changes;
  return { added, gone, changed };
}
