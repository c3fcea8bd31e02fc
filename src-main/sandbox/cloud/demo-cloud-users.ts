import { createDemoCompany } from '../company/company.ts';
import { COMPANY_DOMAIN, type DemoUser } from '../company/employees.ts';
import type { EntraSideUser } from './entra-side.ts';

/** Returns the demo company's people as users of Entra ID, with correct addresses. Deleted people are missing. */
export function createEntraUsers(seed: number, today: string): readonly EntraSideUser[] {
  return createDemoCompany(seed, today)
    .users.filter(({ state }) => state !== 'deleted')
    .map(entraUser);
}

function entraUser(user: DemoUser): EntraSideUser {
  const { id, loginId, name, employeeCode, state } = user;
  const address = `${loginId}@${COMPANY_DOMAIN}`;
  return {
    id: `00000000-0000-4000-9000-${id.padStart(12, '0')}`,
    userPrincipalName: address,
    mail: address,
    proxyAddresses: [`SMTP:${address}`],
    onPremisesSamAccountName: loginId,
    employeeId: employeeCode === '' ? null : employeeCode,
    displayName: name,
    accountEnabled: state === 'active',
    department: null,
  };
}
