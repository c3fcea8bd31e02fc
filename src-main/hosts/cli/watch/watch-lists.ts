import { stat } from 'node:fs/promises';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import { type Audit, auditDirectory } from '#shared/domain/readiness/audit.ts';
import type { KnownGroups } from '#shared/domain/readiness/gates/purchasing-groups.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import { auditWithoutPrematched } from '#shared/domain/readiness/prematched.ts';
import { createExclusions } from '#shared/domain/triage/exclusions.ts';
import { findListFile, type ListFileInfo, requireRecentList } from '../../../files/lists/find-list.ts';
import type { MissingFields } from '../audit/since-last.ts';
import { type DirectoryFromFiles, type ListReadOptions, readAmazonFile, readDirectoryFiles } from '../lists/read-directory.ts';
import type { WatchedCompany, WatchedListLocations, WatchedListName, WatchedPolicy } from './watched.ts';

/** The lists of a run, audited. */
export interface WatchedRun {
  readonly directory: Directory;
  readonly audit: Audit;
  readonly missing: MissingFields;
  /** Known Amazon groups of the company. */
  readonly groups: KnownGroups;
  /** The lists that were used, with display names. */
  readonly lists: readonly WatchedListName[];
}

/**
 * Runs work with the company of a run (`null` = none) and closes it. The application is loaded only with a company, because that takes
 * longer than reading many lists.
 */
export async function withWatchedCompany<T>(
  { company: wanted, dataFolder }: WatchedListLocations,
  work: (company: WatchedCompany | null) => Promise<T>,
): Promise<T> {
  if (wanted === undefined) return work(null);
  const company = await (await import('./watch-company.ts')).openWatchedCompany(wanted, dataFolder);
  try {
    return await work(company);
  } finally {
    await company.close();
  }
}

/** Returns the policy of a run. Domains of the command line are added to those of the company. */
export async function readWatchPolicy(
  company: WatchedCompany | null,
  email: EmailPolicy,
  output: Parameters<WatchedCompany['companyDirectory']>[0],
): Promise<WatchedPolicy> {
  if (company === null)
    return { name: '', words: {}, email, groups: {}, amazonUsersFrom: undefined, excludedBy: null, companyDirectory: null };
  const { words, email: own, groups, amazonUsersFrom, exclusions } = await company.rules();
  return {
    name: company.name,
    words,
    email: {
      companyDomains: [...own.companyDomains, ...email.companyDomains],
      aliasDomains: [...own.aliasDomains, ...email.aliasDomains],
      caseComparison: own.caseComparison,
    },
    groups,
    amazonUsersFrom,
    excludedBy: createExclusions(exclusions),
    companyDirectory: await company.companyDirectory(output),
  };
}

/**
 * Reads the lists from their folders, or the people from the company's server, and audits them. Throws list-missing, list-old, list-cut,
 * list-changing, `file-*` and `server-*`.
 */
export async function auditWatchedLists(
  places: WatchedListLocations,
  policy: WatchedPolicy,
  today: string,
  reading: ListReadOptions,
  signal: AbortSignal,
  company: WatchedCompany | null = null,
): Promise<WatchedRun> {
  const { email, groups, amazonUsersFrom, excludedBy, companyDirectory } = policy;
  const context = companyDirectory === null ? {} : { directoryPeople: companyDirectory.people };
  const directoryFields = companyDirectory && { directory: companyDirectory.missingFields };
  const directoryLists = companyDirectory === null ? [] : [companyDirectory.list];
  const amazon = await found(places.amazon, places.mostDays);
  const neo = places.neo === undefined ? null : await found(places.neo, places.mostDays);
  const organizations = places.organizations === undefined ? null : await found(places.organizations, places.mostDays);
  const policyFor = (missingFields: ReadonlySet<string>): AuditPolicy => ({
    email,
    today,
    ...(excludedBy && { excluded: (user: NeoUser) => excludedBy(user) >= 0 }),
    // Without a column for groups, group membership cannot be checked.
    ...(missingFields.has('group') ? {} : groups),
    ...(amazonUsersFrom && { amazonUsersFrom }),
  });
  const lists = [neo, amazon, organizations].filter((list) => list !== null);
  if (neo !== null) {
    const files = { neo: neo.path, amazon: amazon.path, organizations: organizations?.path };
    const read = await readDirectoryFiles(files, email, reading);
    refuseCut(read.cut);
    await requireUnchanged(lists);
    const { directory, missingFields, missingNeoFields, prematched, withoutRows } = read;
    // The directory may show that a person left whose row was prematched in both lists.
    const result =
      excludedBy === null && companyDirectory === null
        ? auditWithoutPrematched(directory, prematched, policyFor(missingFields))
        : auditDirectory(directory, policyFor(missingFields), null, context);
    const missing = { neo: missingNeoFields, amazon: missingFields, ...directoryFields, withoutRows };
    return { directory, audit: result, missing, groups, lists: [...lists, ...directoryLists] };
  }
  const accounts = await readAmazonFile(amazon.path, reading);
  refuseCut(accounts.cut);
  await requireUnchanged(lists);
  if (company === null) throw new Error('neither a list of NEO nor a company');
  const { neoUsers, organizations: tree, missingFields: missingNeo, address, readAt } = await company.readPeople(reading.translate, signal);
  const directory: Directory = { neoUsers, amazonUsers: accounts.amazonUsers, organizations: tree, approvers: [] };
  return {
    directory,
    audit: auditDirectory(directory, policyFor(accounts.missingFields), null, context),
    missing: { neo: missingNeo, amazon: accounts.missingFields, ...directoryFields, withoutRows: accounts.withoutRows },
    groups,
    lists: [{ name: address, writtenAt: readAt }, ...lists, ...directoryLists],
  };
}

async function found(place: string, mostDays: number | null): Promise<ListFileInfo> {
  const list = await findListFile(place);
  requireRecentList(list, mostDays, Date.now());
  return list;
}

function refuseCut(cut: DirectoryFromFiles['cut']): void {
  const [short] = cut;
  if (short !== undefined) throw new ExpectedError('list-cut', { file: short.file, ...short.cut });
}

/** Throws list-changing if a list file changed while it was read, because its content may be mixed. */
async function requireUnchanged(lists: readonly ListFileInfo[]): Promise<void> {
  for (const { path, name, writtenAt } of lists) {
    const now = await stat(path).catch(() => null);
    if (now?.isFile() !== false && now?.mtimeMs !== writtenAt) throw new ExpectedError('list-changing', { file: name });
  }
}
