import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { listMissingPersonFields } from '#shared/domain/directory/ldap-people.ts';
import type { DirectoryAdapter, DirectoryPeople } from '../../directory/directory-adapter.ts';
import { DirectoryProblem } from '../../directory/directory-problem.ts';
import { NetworkProblem } from '../../network/problem.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { JobContext } from '../job-context.ts';
import { compareWithConfirmation, type ImportConfirmation } from './list-changes.ts';
import { replaceList } from './list-import.ts';

/**
 * Reads the company directory and replaces its list completely or not at all, with the same checks as for a file. Throws
 * `directory-failed`, `list-shrinks` and `list-loses-addresses`; the current list is then unchanged.
 */
export async function importDirectory(
  adapter: DirectoryAdapter,
  companyFile: CompanyFile,
  { at, confirmed }: { readonly at: string; readonly confirmed: ImportConfirmation },
  work: JobContext,
) {
  const { people, referrals, leftOut } = await readAllPeople(adapter, work);
  const next = toNextList(people);
  const { added, gone, changed } = await replaceList(
    { next, table: 'directory_person', origin: 'server', label: adapter.name, at, confirmed },
    companyFile,
    work,
  );
  const disabled = people.filter(({ state }) => state === 'disabled').length;
  return { rows: people.length, added, gone, changed, disabled, referrals, leftOut };
}

/**
 * Reads the company directory without storing it, for a run that changes nothing of the company. Throws like `importDirectory`, so that a
 * list that needs a confirmation is not used.
 */
export async function readDirectoryList(adapter: DirectoryAdapter, companyFile: CompanyFile, work: JobContext) {
  const { people } = await readAllPeople(adapter, work);
  const next = toNextList(people);
  await compareWithConfirmation(next, undefined, companyFile, work);
  return { people, missingFields: next.missingFields, label: adapter.name };
}

const toNextList = (people: DirectoryPeople['people']) =>
  ({ side: 'directory', items: people, missingFields: listMissingPersonFields(people), isFromServer: true }) as const;

/** Reads all people of the directory without storing them. Throws `directory-failed` with the reason, or the signal's reason. */
async function readAllPeople(adapter: DirectoryAdapter, { report, signal }: JobContext): Promise<DirectoryPeople> {
  report({ phase: 'reading-directory', done: 0, total: null });
  try {
    const found = await adapter.readPeople(signal, (done) => report({ phase: 'reading-directory', done, total: null }));
    if (found.people.length === 0) throw new DirectoryProblem(adapter.noPeople);
    return found;
  } catch (error) {
    if (!(error instanceof DirectoryProblem || error instanceof NetworkProblem)) throw error;
    const params = Object.fromEntries(
      Object.entries(error.params).map(([name, value]) => [name, typeof value === 'string' ? adapter.mask(value) : value]),
    );
    throw new ExpectedError('directory-failed', { ...params, reason: error.reason, address: adapter.name });
  }
}
