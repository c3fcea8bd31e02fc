import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { NeoUser, Organization } from '#shared/domain/directory/directory.ts';
import type { EmailPolicy } from '#shared/domain/email/policy.ts';
import { createExclusions } from '#shared/domain/triage/exclusions.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { fieldsOf } from '../../../company/lists/list-changes.ts';
import { exclusionsOf, knownGroupsOf, matchingPolicyOf } from '../../../company/policies.ts';
import { connectGroupware } from '../../../groupware/connect.ts';
import type { ReadOptions } from '../../../groupware/groupware.ts';
import type { CompanyFile } from '../../../storage/company-file.ts';
import { openCompanyToRead } from '../company/command-company.ts';
import { readOfCompany } from '../lists/remembered-words.ts';
import { UsageError } from '../options/usage-error.ts';
import type { WatchedCompanyDirectory, WatchedPlaces, WatchedPolicy } from './watched.ts';

/** Returns the company's policies, with the domains of the command line. Throws the errors of `readOfCompany`. */
export function policyOfCompany(company: string, dataFolder: string | undefined, email: EmailPolicy): WatchedPolicy {
  return readOfCompany(company, dataFolder, (file) => {
    const { companyDomains, aliasDomains } = file.domains();
    const { caseComparison, amazonUsersFrom } = matchingPolicyOf(file);
    return {
      name: file.company().name,
      email: {
        ...email,
        companyDomains: [...companyDomains, ...email.companyDomains],
        aliasDomains: [...aliasDomains, ...email.aliasDomains],
        caseComparison,
      },
      groups: knownGroupsOf(file),
      amazonUsersFrom,
      excludedBy: createExclusions(exclusionsOf(file)),
      companyDirectory: companyDirectoryOf(file),
    };
  });
}

/** Returns the company's stored directory list. LDAP is not read again here, because a shrinking list needs the confirmation of a user. */
function companyDirectoryOf({ people }: CompanyFile): WatchedCompanyDirectory | null {
  const list = people.current().find(({ side }) => side === 'directory');
  const companyDirectory = people.directoryPeople();
  if (list === undefined || companyDirectory === null) return null;
  const { label, takenAt, missingFields } = list;
  return { people: companyDirectory, missingFields: new Set(missingFields), list: { name: label, writtenAt: Date.parse(takenAt) } };
}

/** Reads the people from the company's server without storing them. Throws `server-*`, secret-not-set. */
export async function readPeopleOfServer({ company: wanted = '', dataFolder }: WatchedPlaces, translate: Translate, signal: AbortSignal) {
  const company = await openCompanyToRead(wanted, dataFolder);
  try {
    const access = await company.within(({ networkService }) => networkService.storedAccess());
    if (access === null) {
      const { name, serverAddress, kind } = company.company;
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
        missingFields: new Set(fieldsOf('neo', missingFields)),
        address: new URL(groupware.address).host,
        readAt: Date.now(),
      };
    } finally {
      await groupware.close();
    }
  } catch (error) {
    if (signal.aborted) throw new ExpectedError('server-timeout', { address: company.company.serverAddress ?? '', phase: 'answer' });
    throw error;
  } finally {
    await company.close();
  }
}
