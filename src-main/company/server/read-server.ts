import type { JobContext } from '../job-context.ts';
import type { CompanySession } from '../session.ts';
import { getServerLabel, requireObjectStore, resolveServerAccess, type ServerAccess, withGroupware } from './server-access.ts';
import { readServerObjects, type ServerObjectsRead } from './server-objects.ts';

/** Reads all sections of the company's server. Throws `apply-running` if a run starts during the read, and the errors of `resolveServerAccess`. */
export async function readServer(session: CompanySession, given: ServerAccess | null, work: JobContext): Promise<ServerObjectsRead> {
  const file = session.file();
  // Otherwise changes that a run makes during the read would appear to be changes by others.
  const requireStill = session.applies.stillness();
  requireStill();
  const access = await resolveServerAccess(session, file, given);
  return withGroupware(access, work.signal, async (groupware) => {
    const at = session.timestamp();
    const label = getServerLabel(file, access);
    return readServerObjects(
      requireObjectStore(groupware, file, at, label),
      file,
      { access, at, by: session.operator },
      work,
      requireStill,
    );
  });
}
