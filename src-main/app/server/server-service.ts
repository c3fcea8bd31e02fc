import type { ConfirmedChange } from '#shared/contract/imports/list-changes.ts';
import type { JobContext } from '../../company/job-context.ts';
import { requireAccess, type ServerAccess, withGroupware } from '../../company/server/server-access.ts';
import { readServerPeople } from '../../company/server/server-people.ts';
import type { CompanySession } from '../../company/session.ts';

/** Determines the kind of server and the path of its module. */
export async function describeServer(
  access: ServerAccess,
  signal: AbortSignal,
): Promise<{ readonly kind: 'gateway' | 'stock-neo'; readonly address: string }> {
  return withGroupware(access, signal, async (groupware) => {
    const { kind } = await groupware.describe();
    signal.throwIfAborted();
    return { kind, address: groupware.address };
  });
}

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
