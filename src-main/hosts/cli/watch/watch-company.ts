import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { NeoUser, Organization } from '#shared/domain/directory/directory.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { readDirectoryList } from '../../../company/lists/directory-import.ts';
import { toListColumns } from '../../../company/lists/list-changes.ts';
import { connectGroupware } from '../../../groupware/connect.ts';
import type { ReadOptions } from '../../../groupware/groupware.ts';
import type { CompanyFile } from '../../../storage/company-file.ts';
import { type CommandCompany, openCompanyToRead } from '../company/command-company.ts';
import { readOrWarn } from '../lists/connected-directory.ts';
import { UsageError } from '../options/usage-error.ts';
import type { Output } from '../output/output.ts';
import type { WatchedCompany, WatchedCompanyDirectory, WatchedPeople } from './watched.ts';

/**
 * Opens the company of a run read-only, also beside an open window. Rules come through the dispatcher; lists of people are read by the
 * application's services, because the contract passes lists only as windows of rows. Throws the errors of `openCompanyToRead`.
 */
export async function openWatchedCompany(wanted: string, dataFolder: string | undefined): Promise<WatchedCompany> {
  const company = await openCompanyToRead(wanted, dataFolder);
  return {
    name: company.company.name,
    rules: () => company.call('imports.rules', {}),
    companyDirectory: (output) => readCompanyDirectory(company, output),
    readPeople: (translate, signal) => readPeopleOfServer(company, translate, signal),
    close: company.close,
  };
}

/**
 * Reads the company's directory if one is connected. A list that needs a confirmation, because people are missing, is not used: then, as
 * after any other failure, the stored list is. The demo company's directory is only served by its window.
 */
async function readCompanyDirectory(
  { company, within }: CommandCompany,
  output: Pick<Output, 'translate' | 'warn' | 'progress'>,
): Promise<WatchedCompanyDirectory | null> {
  const stored = await within(({ session }) => storedDirectoryOf(session.file()));
  if (company.kind === 'demo' || (await within(({ directoryService }) => directoryService.directory())) === null) return stored;
  const storedAt = stored === null ? null : new Date(stored.list.writtenAt).toISOString();
  const read = await readOrWarn(
    (signal) =>
      within(async ({ session, directoryService }) =>
        readDirectoryList(await directoryService.adapter(), session.file(), { signal, report: output.progress }),
      ),
    { storedAt, output },
  );
  output.progress(null);
  if (read === null) return stored && { ...stored, list: { ...stored.list, isFormer: true } };
  return { people: read.people, missingFields: new Set(read.missingFields), list: { name: read.label, writtenAt: Date.now() } };
}

/** Returns the company's stored directory list. */
function storedDirectoryOf({ people }: CompanyFile): WatchedCompanyDirectory | null {
  const list = people.current().find(({ side }) => side === 'directory');
  const companyDirectory = people.directoryPeople();
  if (list === undefined || companyDirectory === null) return null;
  const { label, takenAt, missingFields } = list;
  return { people: companyDirectory, missingFields: new Set(missingFields), list: { name: label, writtenAt: Date.parse(takenAt) } };
}

async function readPeopleOfServer({ company, within }: CommandCompany, translate: Translate, signal: AbortSignal): Promise<WatchedPeople> {
  try {
    const access = await within(({ networkService }) => networkService.storedAccess());
    if (access === null) {
      const { name, serverAddress, kind } = company;
      if (kind === 'demo' || serverAddress === null) throw new UsageError(translate('cli.usage.noServer', { company: name }));
      throw new ExpectedError('secret-not-set', { name: 'access-key' });
    }
    const groupware = await connectGroupware({ ...access, signal });
    try {
      const neoUsers: NeoUser[] = [];
      const organizations: Organization[] = [];
      const into = <T>(list: T[]): ReadOptions<T> => ({
        signal,
        onPage: (page) => void list.push(...page),
        onRestart: () => void list.splice(0),
      });
      const { missingFields } = await groupware.readUsers(into(neoUsers));
      if (groupware.kind === 'gateway') await groupware.readOrganizations(into(organizations));
      return {
        neoUsers,
        organizations,
        missingFields: new Set(toListColumns('neo', missingFields)),
        address: new URL(groupware.address).host,
        readAt: Date.now(),
      };
    } finally {
      await groupware.close();
    }
  } catch (error) {
    if (signal.aborted) throw new ExpectedError('server-timeout', { address: company.serverAddress ?? '', phase: 'answer' });
    throw error;
  }
}
