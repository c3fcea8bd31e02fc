import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { ConfirmedChange } from '#shared/contract/list-changes.ts';
import type { ServerAccess } from '../../company/server-access.ts';
import { readServerPeople } from '../../company/server-people.ts';
import type { CompanySession } from '../../company/session.ts';
import type { Work } from '../../company/work.ts';
import { connectGroupware } from '../../groupware/connect.ts';

/** Asks a server what it is, and notes its address in the company. */
export async function connectServer(session: CompanySession, access: ServerAccess): Promise<{ readonly kind: 'gateway' | 'stock-neo' }> {
  const groupware = await connectGroupware(access);
  try {
    const { kind } = await groupware.describe();
    session.file().changeServer(groupware.address);
    return { kind };
  } finally {
    await groupware.close();
  }
}

/** Brings in the people of a server. `access: null` = the demo company's own. Throws `list-shrinks` and `list-cut` for what was not confirmed. */
export async function readPeople(
  session: CompanySession,
  access: ServerAccess | null,
  confirmed: ConfirmedChange | undefined,
  work: Work,
): Promise<{ readonly users: number; readonly organizations: number }> {
  const file = session.file();
  if (file.company().kind === 'demo') {
    const company = await session.demo();
    file.changeServer(company.access.address);
    return readServerPeople(session, company.access, 'demo', confirmed, work);
  }
  if (access === null) throw new ExpectedError('server-key-refused');
  return readServerPeople(session, access, 'server', confirmed, work);
}
