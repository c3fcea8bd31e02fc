import type { ConfirmedChange } from '#shared/contract/list-changes.ts';
import { connectGroupware } from '../../groupware/connect.ts';
import type { ServerAccess, Work } from './engine.ts';
import { readPeopleFromServer } from './server-read.ts';
import type { EngineSession } from './session.ts';

/** Reads the people and organisations of a server into the company, and lets go of the server afterwards. */
export async function readServerPeople(
  session: EngineSession,
  access: ServerAccess,
  origin: 'server' | 'demo',
  confirmed: ConfirmedChange | 'unasked' | undefined,
  work: Work,
): Promise<{ users: number; organizations: number }> {
  const groupware = await connectGroupware({ ...access, signal: work.signal });
  try {
    const from = { address: access.address, origin, takenAt: session.timestamp(), confirmed };
    return await readPeopleFromServer(groupware, session.workspace(), from, work);
  } finally {
    await groupware.close();
  }
}
