import type { ConfirmedChange } from '#shared/contract/imports/list-changes.ts';
import type { JobContext } from '../job-context.ts';
import type { CompanySession } from '../session.ts';
import { requireAccess, type ServerAccess } from './server-access.ts';
import { readServerPeople } from './server-people.ts';

/**
 * Imports the people of a server. `access: null` = the demo company's server. Throws `list-shrinks`, `list-loses-addresses` and `list-cut`
 * for unconfirmed changes.
 */
export async function readPeople(
  session: CompanySession,
  access: ServerAccess | null,
  confirmed: ConfirmedChange | undefined,
  work: JobContext,
): Promise<{ readonly users: number; readonly organizations: number }> {
  const file = session.file();
  if (file.company().kind === 'demo') {
    const company = await session.demo();
    file.changeServer(company.access.address);
    return readServerPeople(session, company.access, 'demo', confirmed, work);
  }
  return readServerPeople(session, requireAccess(file, access), 'server', confirmed, work);
}
