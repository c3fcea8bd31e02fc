import type { Groupware, ReadOptions, ReadSummary } from '../../groupware/groupware.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { ComparedChanges, PublishedList } from '../../storage/lists/people-store.ts';
import type { ListItems, ListTable, SnapshotOrigin } from '../../storage/lists/snapshot.ts';
import type { JobContext } from '../job-context.ts';
import {
  compareWithConfirmation,
  finishListImport,
  type ImportConfirmation,
  prepareForPublishing,
  toListColumns,
} from '../lists/list-changes.ts';

/** Lists of a groupware server in the order of reading. */
const LISTS = [
  { table: 'neo_user', side: 'neo', phase: 'reading-users', read: 'readUsers' },
  { table: 'organization', side: 'organizations', phase: 'reading-organizations', read: 'readOrganizations' },
  { table: 'role', side: 'organizations', phase: 'reading-roles', read: 'readRoles' },
  { table: 'approver', side: 'organizations', phase: 'reading-approvers', read: 'readApprovers' },
] as const satisfies readonly { table: ListTable; side: SnapshotOrigin['side']; phase: string; read: keyof Groupware }[];

type ReadPages<T> = (options: ReadOptions<T>) => Promise<ReadSummary>;

/**
 * Reads all people from the server and publishes the lists together. Each page is stored before the next is requested, so that an
 * interrupted read can continue if the server is unchanged. If more people are missing than permitted, the lists stay staged until the
 * user confirms.
 */
export async function readPeopleFromServer(
  groupware: Groupware,
  companyFile: CompanyFile,
  server: {
    readonly address: string;
    readonly origin: SnapshotOrigin['origin'];
    readonly takenAt: string;
    readonly confirmed: ImportConfirmation;
  },
  work: JobContext,
): Promise<{ users: number; organizations: number }> {
  const description = await groupware.describe(work.signal);
  const revision = description.revision === null ? null : String(description.revision);
  const snapshots = new Map<SnapshotOrigin['side'], number>();
  for (const side of ['neo', 'organizations'] as const) {
    snapshots.set(
      side,
      resumable(companyFile, side, server.address, revision) ??
        companyFile.people.begin({
          side,
          origin: server.origin,
          label: server.address,
          takenAt: server.takenAt,
          serverRevision: revision,
          missingFields: [],
        }),
    );
  }
  // The API documentation of standard NEO contains only a list of users (docs/domain/neo.md#api).
  const lists = description.kind === 'stock-neo' ? LISTS.filter(({ table }) => table === 'neo_user') : LISTS;
  const reading = { groupware, companyFile, snapshots, lists, work };
  const { added, ...read } = await readLists(reading);
  let { missing } = read;
  // Complete staged lists were refused earlier. They are used only for a confirmation of that refusal; otherwise the server is read again.
  if (added === 0 && typeof server.confirmed !== 'object') {
    for (const { table, side } of lists) companyFile.people.empty(snapshots.get(side) as number, table);
    ({ missing } = await readLists(reading));
  }
  work.signal.throwIfAborted();
  const neo = snapshots.get('neo') as number;
  const organizations = snapshots.get('organizations') as number;
  const result = {
    users: companyFile.people.count(neo, 'neo_user'),
    organizations: companyFile.people.count(organizations, 'organization'),
  };
  const next = { side: 'neo', items: companyFile.people.neoUsersOf({ snapshot: neo }), missingFields: missing } as const;
  const { confirmed } = server;
  const first = await compareWithConfirmation(next, confirmed, companyFile, work);
  const isWhole = description.kind === 'gateway';
  const listsOf = (compared: ComparedChanges): PublishedList[] => [
    { snapshotId: neo, table: 'neo_user', compared, missingFields: missing },
    ...(isWhole ? [{ snapshotId: organizations, table: 'organization' } as const] : []),
  ];
  const { lists: ready, packed } = await prepareForPublishing({ next, first, confirmed }, listsOf, companyFile, work);
  companyFile.atOnce(() => {
    companyFile.people.publish(ready, server.takenAt, packed);
    if (!isWhole) companyFile.people.discard(organizations);
  });
  await finishListImport(companyFile, { snapshotId: neo, items: next.items });
  return result;
}

/** Reads the lists, continuing after the last stored page. */
async function readLists({ groupware, companyFile, snapshots, lists, work }: ListReading): Promise<{
  /** Fields that the user list does not have. */
  missing: readonly string[];
  added: number;
}> {
  let missing: readonly string[] = [];
  let added = 0;
  for (const list of lists) {
    const snapshotId = snapshots.get(list.side) as number;
    const from = companyFile.people.count(snapshotId, list.table);
    work.report({ phase: list.phase, done: from, total: null });
    const read = groupware[list.read].bind(groupware) as ReadPages<ListItems[ListTable]>;
    const { missingFields } = await read({
      from,
      signal: work.signal,
      onPause: () => work.report({ phase: 'asked-to-wait', done: companyFile.people.count(snapshotId, list.table), total: null }),
      onRestart: () => companyFile.people.empty(snapshotId, list.table),
      onPage: (items, page) => {
        added += items.length;
        companyFile.people.append<ListTable>(snapshotId, list.table, items);
        work.report({ phase: list.phase, done: page.done, total: page.total });
      },
    });
    if (list.table === 'neo_user') missing = toListColumns('neo', missingFields);
  }
  return { missing, added };
}

interface ListReading {
  readonly groupware: Groupware;
  readonly companyFile: CompanyFile;
  readonly snapshots: ReadonlyMap<SnapshotOrigin['side'], number>;
  readonly lists: readonly (typeof LISTS)[number][];
  readonly work: JobContext;
}

/** Returns a staged list of the same server and revision to continue; deletes other staged lists, except a running file import. */
function resumable(companyFile: CompanyFile, side: SnapshotOrigin['side'], address: string, revision: string | null): number | null {
  let found: number | null = null;
  for (const staged of companyFile.people.staged()) {
    if (staged.side !== side || staged.origin === 'file') continue;
    const same = found === null && revision !== null && staged.label === address && staged.serverRevision === revision;
    if (same) found = staged.id;
    else companyFile.people.discard(staged.id);
  }
  return found;
}
