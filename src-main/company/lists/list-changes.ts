import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { ConfirmedChange, ListChanges, ListSide } from '#shared/contract/imports/list-changes.ts';
import { type ChunkedWork, forEachInChunks } from '#shared/domain/chunks/chunked-work.ts';
import type { AmazonUser, NeoUser, Organization } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import {
  ADDRESS_FIELDS,
  type ComparedEntry,
  compareLists,
  computePercent,
  countLostAddresses,
  type ListChange,
  listOrganizationChanges,
  toAmazonEntries,
  toDirectoryEntries,
  toNeoEntries,
  toOrganizationEntries,
} from '#shared/domain/directory/list-change.ts';
import { OrganizationTree } from '#shared/domain/directory/organizations.ts';
import { hasAddress } from '#shared/domain/email/placeholder.ts';
import { assignAccountKeys } from '#shared/domain/readiness/matching/account-pairs.ts';
import { judgeAddressLoss } from '#shared/domain/sync/guards/address-loss.ts';
import { getMaxAllowed } from '#shared/domain/sync/guards/guard-limits.ts';
import type { ChangeLimit } from '#shared/domain/sync/guards/guard-types.ts';
import { FIELDS } from '../../files/columns/fields.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { ComparedChanges, PublishedList } from '../../storage/lists/people-store.ts';
import type { SnapshotInfo } from '../../storage/lists/snapshot.ts';
import type { JobContext } from '../job-context.ts';
import { getListLimit } from '../policies.ts';
import { runInSlices } from '../time-slices.ts';

const MAX_SHOWN = 20;
const KINDS = { neo: 'neo-users', amazon: 'amazon-users', directory: 'directory-people', organizations: 'organizations' } as const;

/** Columns that provide part of a field; a list with one of them counts as having the field. */
const PART_OF: Readonly<Record<string, string>> = {
  suspended: 'state',
  loginDenied: 'state',
  deleted: 'state',
  organization2: 'organization',
  organization3: 'organization',
  familyName: 'name',
  givenName: 'name',
  punchout: 'role',
  blocked: 'enabled',
};

/** A list that is about to replace the current one. */
export type NextList = (
  | { readonly side: 'neo'; readonly items: readonly NeoUser[] }
  | { readonly side: 'amazon'; readonly items: readonly AmazonUser[] }
  | { readonly side: 'directory'; readonly items: readonly DirectoryPerson[] }
  | { readonly side: 'organizations'; readonly items: readonly Organization[] }
) & {
  readonly missingFields: readonly string[];
  /** Whether the list was read from a server; omitted = from a file. */
  readonly isFromServer?: boolean;
  /** Missing parts of a file; omitted = none. */
  readonly lacks?: ListChanges['lacks'];
  readonly cut?: ListChanges['cut'];
  readonly leftOut?: number;
};

/** Changes confirmed by the user; `unasked` = confirmation is not possible. */
export type ImportConfirmation = ConfirmedChange | 'unasked' | undefined;

export interface CurrentListComparison {
  readonly changes: ListChanges;
  /** Changes that are stored with the list. */
  readonly compared: ComparedChanges;
  /** Id of the list it was compared with; `undefined` = none. */
  readonly against: number | undefined;
}

/** Compares a list with the current one of the same side, in pieces. Writes only the stored identities of current people. */
export const compareWithCurrent = (next: NextList, companyFile: CompanyFile, work: JobContext): Promise<CurrentListComparison> =>
  runInSlices(
    comparedInPieces(next, companyFile, (done) => work.report({ phase: 'comparing-lists', done, total: 3 })),
    work.signal,
  );

function* comparedInPieces(next: NextList, companyFile: CompanyFile, report: (done: number) => void): ChunkedWork<CurrentListComparison> {
  report(0);
  const current = companyFile.people.current().find(({ side }) => side === next.side);
  const held = [current?.missingFields ?? [], next.missingFields].map((missing) => getPresentFields(next.side, missing));
  const [heldBefore, heldAfter] = held as [ReadonlySet<string>, ReadonlySet<string>];
  const common = [...heldBefore].filter((field) => heldAfter.has(field));
  const [before, after] = yield* linesOf(next, companyFile, common);
  report(1);
  const change = yield* compareLists(before, after, common);
  report(2);
  const organizations = yield* listOrganizationChanges(before, after, change);
  const { limit } = getListLimit(companyFile);
  const allowed = getMaxAllowed(limit, change.before);
  const gone = change.gone.length;
  const counts = { added: change.added.length, gone, changed: change.changed.length };
  const changes: ListChanges = {
    side: next.side,
    replaces: current === undefined ? null : { label: current.label, origin: current.origin, takenAt: current.takenAt },
    before: change.before,
    after: change.after,
    ...counts,
    changedFields: Object.entries(change.changedFields)
      .map(([field, count]) => ({ field, count }))
      .sort((a, b) => b.count - a.count),
    organizations: organizations.slice(0, MAX_SHOWN).map((each) => ({ ...each })),
    goneSample: change.gone.slice(0, MAX_SHOWN).map((at) => {
      const { name, organization } = before[at] as ComparedEntry;
      return { name, organization };
    }),
    columnsGained: current === undefined ? [] : [...heldAfter].filter((field) => !heldBefore.has(field)),
    columnsLost: current === undefined ? [] : [...heldBefore].filter((field) => !heldAfter.has(field)),
    lacks: [
      ...(next.lacks ?? []),
      ...(losesApprovers(next, current) ? (['approvers-and-roles'] as const) : []),
      ...((yield* leavesUnplaced(next, companyFile)) ? (['organization-names'] as const) : []),
    ],
    cut: next.cut ?? null,
    leftOut: next.leftOut ?? 0,
    guard: { over: allowed !== null && gone > allowed, percent: computePercent(gone, change.before), allowed },
    lostAddresses: yield* lostAddresses(next.side, before, after, change, limit),
  };
  report(3);
  return {
    changes,
    against: current?.id,
    compared: {
      changes: current === undefined ? null : counts,
      formerEmails:
        (next.side !== 'neo' && next.side !== 'amazon') || current === undefined
          ? []
          : yield* formerEmails(next.side, change.kept, before, after, companyFile),
    },
  };
}

/** Returns the number of people who lose their address; `over` = more than the limit. Without a limit no confirmation is required. */
function* lostAddresses(
  side: ListSide,
  before: readonly ComparedEntry[],
  after: readonly ComparedEntry[],
  { kept }: ListChange,
  limit: ChangeLimit,
): ChunkedWork<ListChanges['lostAddresses']> {
  const field = ADDRESS_FIELDS[side];
  if (field === null) return { lost: 0, had: 0, over: false, percent: 0, allowed: null };
  return judgeAddressLoss(yield* countLostAddresses(before, after, kept, { field, isAddress: hasAddress }), limit, false);
}

/** Whether users of NEO's list have an organization whose name is not unique. */
function* leavesUnplaced(next: NextList, { people }: CompanyFile): ChunkedWork<boolean> {
  if (next.side !== 'neo' && next.side !== 'organizations') return false;
  const organizations = next.side === 'neo' ? yield* people.currentInPieces('organizations', 'organization') : next.items;
  const users = next.side === 'neo' ? next.items : yield* people.currentInPieces('neo', 'neo_user');
  const tree = new OrganizationTree(organizations);
  const references = new Set<string>();
  yield* forEachInChunks(users.length, (at) => {
    for (const reference of (users[at] as NeoUser).organizations) references.add(reference);
  });
  return [...references].some((reference) => tree.sharing(reference).length > 0);
}

/** Whether a file would replace organizations that were read from a server with approvers and roles. */
const losesApprovers = ({ side, isFromServer = false }: NextList, current: SnapshotInfo | undefined): boolean =>
  side === 'organizations' && current !== undefined && current.origin !== 'file' && !isFromServer;

/** Throws `list-cut` if a file seems to be truncated and the user has not confirmed that. */
export function requireCompleteList(cut: ListChanges['cut'], confirmed: ConfirmedChange | undefined): void {
  if (cut !== null && confirmed?.cut !== true) throw new ExpectedError('list-cut', { ...cut });
}

/** Like `compareWithCurrent`; throws `list-shrinks`, `list-loses-addresses` or `list-cut` for unconfirmed changes. */
export async function compareWithConfirmation(
  next: NextList,
  confirmed: ImportConfirmation,
  companyFile: CompanyFile,
  work: JobContext,
): Promise<CurrentListComparison> {
  const compared = await compareWithCurrent(next, companyFile, work);
  if (confirmed !== 'unasked') requireConfirmed(compared.changes, confirmed);
  return compared;
}

function requireConfirmed(changes: ListChanges, confirmed: ConfirmedChange | undefined): void {
  const { guard, gone, before, after, side, cut, lostAddresses } = changes;
  requireCompleteList(cut, confirmed);
  if (guard.over && gone > (confirmed?.gone ?? 0))
    throw new ExpectedError('list-shrinks', { side, gone, before, after, percent: guard.percent, allowed: guard.allowed ?? 0 });
  const { over, lost, had, percent, allowed } = lostAddresses;
  // A confirmation of lost addresses includes the earlier confirmation of lost people.
  if (over && lost > (confirmed?.lostAddresses ?? 0))
    throw new ExpectedError('list-loses-addresses', {
      side,
      lost,
      before: had,
      percent,
      allowed: allowed ?? 0,
      gone: confirmed?.gone ?? 0,
    });
}

/**
 * Prepares a staged list for publishing and compresses the current one. If the current list changed since the first comparison, compares
 * again as `compareWithConfirmation` does.
 */
export async function prepareForPublishing(
  { next, first, confirmed }: { readonly next: NextList; readonly first: CurrentListComparison; readonly confirmed: ImportConfirmation },
  listsOf: (compared: ComparedChanges) => readonly PublishedList[],
  companyFile: CompanyFile,
  work: JobContext,
) {
  const { people } = companyFile;
  for (let { against, compared } = first; ; ) {
    const lists = listsOf(compared);
    const packed = await runInSlices(people.pack(lists), work.signal);
    work.signal.throwIfAborted();
    if (people.currentId(next.side) === against) return { lists, packed };
    ({ against, compared } = await compareWithConfirmation(next, confirmed, companyFile, work));
  }
}

/**
 * Stores identities of the current people, so that the next list can be matched even with other columns, and the next audit need not
 * compute them.
 */
export function storePersonIdentities({ people, persons }: CompanyFile): void {
  const list = people.current().find(({ side }) => side === 'neo');
  if (list !== undefined) persons.keysOf(list.id, people.neoUsersOf({ snapshot: list.id }));
}

/**
 * Completes an import after publishing: computes identities and deletes replaced rows. It has no cancellation, because the lists are
 * already published; if the process ends, the rest is done when next needed.
 */
export function finishListImport(
  { people, persons }: CompanyFile,
  users: { readonly snapshotId: number; readonly items: readonly NeoUser[] } | null,
): Promise<void> {
  function* settled(): ChunkedWork<void> {
    if (users !== null) yield* persons.keysOfInPieces(users.snapshotId, users.items);
    yield* people.dropReplaced();
  }
  return runInSlices(settled(), new AbortController().signal);
}

/** Returns the fields that a list contains. */
export function getPresentFields(side: ListSide, missing: readonly string[]): ReadonlySet<string> {
  const absent = new Set(missing);
  return new Set(
    FIELDS[KINDS[side]].filter(({ id }) => !absent.has(id)).map(({ id }) => (Object.hasOwn(PART_OF, id) ? (PART_OF[id] as string) : id)),
  );
}

/** Returns the list columns that correspond to fields a server does not provide. */
export function toListColumns(side: ListSide, missing: readonly string[]): readonly string[] {
  const absent = new Set(missing.map((field) => (field === 'organizations' ? 'organization' : field)));
  return FIELDS[KINDS[side]].map(({ id }) => id).filter((id) => absent.has(PART_OF[id] ?? id));
}

function* linesOf(
  next: NextList,
  { people, persons }: CompanyFile,
  common: readonly string[],
): ChunkedWork<readonly [before: readonly ComparedEntry[], after: readonly ComparedEntry[]]> {
  switch (next.side) {
    case 'neo': {
      const id = people.currentId('neo');
      const current = yield* people.currentInPieces('neo', 'neo_user');
      const tree = new OrganizationTree(yield* people.currentInPieces('organizations', 'organization'));
      const nameOf = (reference: string): string => tree.resolve(reference)?.name ?? reference;
      const { keys } = yield* persons.knowInPieces(current, () => people.currentId('neo') === id);
      const known = yield* persons.recogniseInPieces(next.items);
      return [yield* toNeoEntries(current, keys, nameOf), yield* toNeoEntries(next.items, known.keys, nameOf)];
    }
    case 'amazon': {
      const current = yield* people.currentInPieces('amazon', 'amazon_user');
      const keys = yield* assignAccountKeys(current, next.items);
      return [yield* toAmazonEntries(current, keys.before), yield* toAmazonEntries(next.items, keys.after)];
    }
    case 'directory': {
      const current = yield* people.currentInPieces('directory', 'directory_person');
      return [yield* toDirectoryEntries(current), yield* toDirectoryEntries(next.items)];
    }
    case 'organizations': {
      const current = yield* people.currentInPieces('organizations', 'organization');
      const by = (['id', 'code'] as const).filter((field) => common.includes(field));
      return [toOrganizationEntries(current, by), toOrganizationEntries(next.items, by)];
    }
  }
}

/**
 * Returns former addresses by position in the new list. People with an unchanged address keep the former address stored earlier; new
 * people get `null`.
 */
function* formerEmails(
  side: 'neo' | 'amazon',
  kept: readonly (readonly [number, number])[],
  before: readonly ComparedEntry[],
  after: readonly ComparedEntry[],
  companyFile: CompanyFile,
): ChunkedWork<ComparedChanges['formerEmails']> {
  const field = side === 'neo' ? 'workEmail' : 'email';
  const earlier = companyFile.people.formerEmails()[side];
  const fromBefore = new Int32Array(after.length).fill(-1);
  for (const [was, is] of kept) fromBefore[is] = was;
  const found: (readonly [number, string | null])[] = [];
  yield* forEachInChunks(after.length, (is) => {
    const was = fromBefore[is] as number;
    if (was < 0) {
      found.push([is, null]);
      return;
    }
    const address = (before[was] as ComparedEntry).fields[field] as string;
    const former = address === after[is]?.fields[field] ? earlier.get(was) : address;
    if (former != null) found.push([is, former]);
  });
  return found;
}
