import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportPreview } from '#shared/contract/imports.ts';
import { toAmazonUsers, toNeoUsers, toOrganizations } from '../../files/directory-rows.ts';
import { headerFingerprint } from '../../files/header-fingerprint.ts';
import { type ColumnMatch, type Mapping, matchColumns, requireColumns } from '../../files/mapping.ts';
import { type OpenedTable, openTable } from '../../files/open-table.ts';
import { toOrders } from '../../files/order-rows.ts';
import type { ListItems, ListTable, SnapshotOrigin } from '../../storage/people-store.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';
import type { ListFile, Work } from './engine.ts';

const SAMPLE_ROWS = 8;
const SAMPLES_A_COLUMN = 3;
const ROWS_A_STEP = 2_000;

/** Which table and which side a kind of list goes to. */
const PLACES = {
  'neo-users': { side: 'neo', table: 'neo_user' },
  'amazon-users': { side: 'amazon', table: 'amazon_user' },
  organizations: { side: 'organizations', table: 'organization' },
} as const satisfies Record<Exclude<ListFile['kind'], 'orders'>, { side: SnapshotOrigin['side']; table: ListTable }>;

/** A file with a list of people or organisations. */
export type PeopleFile = ListFile & { readonly kind: keyof typeof PLACES };

interface ReadList {
  readonly table: OpenedTable;
  readonly columns: readonly ColumnMatch[];
}

/** Opens the file and finds its columns: by the user's hand, else as remembered for this header, else by the header. */
async function readList(file: ListFile, workspace: WorkspaceFile, signal?: AbortSignal): Promise<ReadList> {
  const { encoding, delimiter, mapping } = file.reading;
  const table = await openTable(
    file.path,
    file.name,
    file.kind,
    { ...(encoding && { encoding }), ...(delimiter && { delimiter }) },
    signal,
  );
  const remembered = workspace.rememberedMapping(file.kind, headerFingerprint(table.header));
  return {
    table,
    columns: matchColumns(file.kind, table.header, { ...(remembered && { remembered }), ...(mapping && { chosen: mapping }) }),
  };
}

function itemsOf(file: PeopleFile, table: OpenedTable, mapping: Mapping): readonly ListItems[ListTable][] {
  switch (file.kind) {
    case 'neo-users':
      return toNeoUsers(table, mapping, file.name);
    case 'amazon-users':
      return toAmazonUsers(table, mapping, file.name);
    case 'organizations':
      return toOrganizations(table, mapping, file.name);
  }
}

/** The rows of a list of people in a file, which goes nowhere; columns as for an import. */
export async function readListFile(
  file: PeopleFile,
  workspace: WorkspaceFile,
  signal: AbortSignal,
): Promise<readonly ListItems[ListTable][]> {
  const { table, columns } = await readList(file, workspace, signal);
  return itemsOf(file, table, requireColumns(file.kind, columns, table.header, file.name));
}

/** What the file holds and how it would be imported; changes nothing. */
export async function previewList(file: ListFile, workspace: WorkspaceFile): Promise<ImportPreview> {
  const { table, columns } = await readList(file, workspace);
  const shown = Math.min(SAMPLE_ROWS, table.rowCount);
  return {
    kind: file.kind,
    format: table.format,
    encoding: table.encoding,
    delimiter: table.delimiter,
    detectedBy: table.detectedBy,
    columns: table.header.map((header, index) => ({
      index,
      header,
      samples: firstValues(table, index),
    })),
    fields: columns.map(({ id, required, column, mappedBy }) => ({ id, required, column, mappedBy })),
    sample: Array.from({ length: shown }, (_, row) =>
      Object.fromEntries(columns.flatMap(({ id, column }) => (column === null ? [] : [[id, table.cell(row, column)]]))),
    ),
    rows: table.rowCount,
    missing: columns.filter(({ required, column }) => required && column === null).map(({ id }) => id),
  };
}

function firstValues(table: OpenedTable, column: number): string[] {
  const values: string[] = [];
  for (let row = 0; row < Math.min(table.rowCount, 200) && values.length < SAMPLES_A_COLUMN; row++) {
    const value = table.cell(row, column);
    if (value !== '' && !values.includes(value)) values.push(value);
  }
  return values;
}

/** Replaces the order requests by those of a file, whole or not at all: cancelling or a failure leaves them as they were. */
export async function importOrders(file: ListFile, workspace: WorkspaceFile, takenAt: string, work: Work): Promise<{ rows: number }> {
  work.report({ phase: 'reading-file', done: 0, total: null });
  const { table, columns } = await readList(file, workspace, work.signal);
  const mapping = requireColumns(file.kind, columns, table.header, file.name);
  const items = toOrders(table, mapping, file.name);
  const { orders } = workspace;
  for (const staged of orders.staged()) if (staged.origin === 'file') orders.discard(staged.id);
  const missingFields = columns.filter(({ column }) => column === null).map(({ id }) => id);
  const readId = orders.begin({ origin: 'file', label: file.name, takenAt, serverRevision: null, missingFields });
  try {
    for (let start = 0; start < items.length; start += ROWS_A_STEP) {
      work.signal.throwIfAborted();
      orders.append(readId, items.slice(start, start + ROWS_A_STEP));
      work.report({ phase: 'storing-orders', done: Math.min(items.length, start + ROWS_A_STEP), total: items.length });
      await nextTurn();
    }
    work.signal.throwIfAborted();
    orders.publish(readId, missingFields);
  } catch (error) {
    orders.discard(readId);
    throw error;
  }
  workspace.rememberMapping(file.kind, headerFingerprint(table.header), mapping);
  return { rows: items.length };
}

/** Replaces one side's list. The former list stays until the new one is whole; cancelling or a failure leaves it as it was. */
export async function importList(
  file: PeopleFile,
  workspace: WorkspaceFile,
  origin: SnapshotOrigin['origin'],
  takenAt: string,
  work: Work,
): Promise<{ rows: number }> {
  work.report({ phase: 'reading-file', done: 0, total: null });
  const { table: opened, columns } = await readList(file, workspace, work.signal);
  const mapping = requireColumns(file.kind, columns, opened.header, file.name);
  const { side, table } = PLACES[file.kind];
  const items = itemsOf(file, opened, mapping);
  const missingFields = columns.filter(({ column }) => column === null).map(({ id }) => id);
  // What an import that was cut left behind is of no use: a file is read from its beginning.
  for (const staged of workspace.people.staged())
    if (staged.side === side && staged.origin !== 'server') workspace.people.discard(staged.id);
  const snapshotId = workspace.people.begin({ side, origin, label: file.name, takenAt, serverRevision: null, missingFields });
  try {
    for (let start = 0; start < items.length; start += ROWS_A_STEP) {
      work.signal.throwIfAborted();
      workspace.people.append<ListTable>(snapshotId, table, items.slice(start, start + ROWS_A_STEP));
      work.report({ phase: 'storing-people', done: Math.min(items.length, start + ROWS_A_STEP), total: items.length });
      await nextTurn();
    }
    work.signal.throwIfAborted();
    workspace.people.publish([{ snapshotId, table }]);
  } catch (error) {
    workspace.people.discard(snapshotId);
    throw error;
  }
  workspace.rememberMapping(file.kind, headerFingerprint(opened.header), mapping);
  return { rows: items.length };
}
