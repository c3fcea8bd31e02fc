import type { EntraSideUser } from '#main/sandbox/cloud/entra-side.ts';

/** Creates a number of users, every tenth of them disabled. */
export const entraUsers = (count: number): readonly EntraSideUser[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `00000000-0000-4000-9000-${String(at).padStart(12, '0')}`,
    userPrincipalName: `p${at}@demo-shoji.example`,
    mail: `p${at}@demo-shoji.example`,
    proxyAddresses: [`SMTP:p${at}@demo-shoji.example`, `smtp:alias${at}@demo-shoji.example`],
    onPremisesSamAccountName: `p${at}`,
    employeeId: String(at).padStart(6, '0'),
    displayName: `社員 ${at}`,
    accountEnabled: at % 10 !== 0,
    department: '営業部',
  }));
