import type { ConfirmedChange } from '#shared/contract/imports/list-changes.ts';
import { connectGroupware } from '../../groupware/connect.ts';
import type { JobContext } from '../job-context.ts';
import type { CompanySession } from '../session.ts';
import type { ServerAccess } from './server-access.ts';
import { readPeopleFromServer } from './server-read.ts';

/** Reads people and organizations of a server into the company and disconnects. */
export async function readServerPeople(
  session: CompanySession,
  access: ServerAccess,
  origin: 'server' | 'demo',
  confirmed: ConfirmedChange | 'unasked' | undefined,
  work: JobContext,
): Promise<{ users: number; organizations: number }> {
  const groupware = await connectGroupware({ ...access, signal: work.signal });
  try {
    const from = { address: access.address, origin, takenAt: session.timestamp(), confirmed };
    return await readPeopleFromServer(groupware, session.file(), from, work);
  } finally {
    await groupware.close();
  }
}
