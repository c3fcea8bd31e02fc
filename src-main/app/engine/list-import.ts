import { setImmediate as nextTurn } from 'node:timers/promises';
import { headerFingerprint } from '../../files/header-fingerprint.ts';
import type { ListItems, ListTable, SnapshotOrigin } from '../../storage/people-store.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';
import type { ListFile, Work } from './engine.ts';
import { itemsOf, readList } from './list-reading.ts';

const ROWS_A_STEP = 2_000;

/** Which table and which side a kind of list goes to. */
const PLACES = {
  'neo-users': { side: 'neo', table: 'neo_user' },
  'amazon-users': { side: 'amazon', table: 'amazon_user' },
  organizations: { side: 'organizations', table: 'organization' },
} as const satisfies Record<Exclude<ListFile['kind'], 'orders'>, { side: SnapshotOrigin['side']; table: ListTable }>;

/** A file with a list of people or organisations. */
export type PeopleFile = ListFile & { readonly kind: keyof typeof PLACES };

/** The rows of a list of people in a file, which goes nowhere; columns as for an import. */
export async function readListFile(
  file: PeopleFile,
  workspace: WorkspaceFile,
  signal: AbortSignal,
): Promise<readonly ListItems[ListTable][]> {
  return itemsOf(file, await readList(file, workspace, signal)).items;
}

/** Replaces the order requests by those of a file, whole or not at all: cancelling or a failure leaves them as they were. */
export async function importOrders(file: ListFile, workspace: WorkspaceFile, takenAt: string, work: Work): Promise<{ rows: number }> {
  work.report({ phase: 'reading-file', done: 0, total: null });
  const kind = 'orders';
  const list = await readList({ ...file, kind }, workspace, work.signal);
  const { table, columns } = list;
  const { items, mapping } = itemsOf({ ...file, kind }, list);
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
  const list = await readList(file, workspace, work.signal);
  const { table: opened, columns } = list;
  const { items, mapping } = itemsOf(file, list);
  const { side, table } = PLACES[file.kind];
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
  workspace.rememberWords(file.kind, list.chosen);
  return { rows: items.length };
}
