import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { ListChanges } from '#shared/contract/imports/list-changes.ts';
import type { JobContext } from '../../company/job-context.ts';
import { compareWithCurrent, type NextList, storePersonIdentities } from '../../company/lists/list-changes.ts';
import { getListLimit, POLICY_KEYS } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { FormerList } from '../../storage/lists/former-lists.ts';

/**
 * Former lists, and the limit for shrinking lists. Restoring a list also restores the lists that were imported with it, and returns them.
 */
export interface FormerListService {
  formerLists(): Promise<CallOutput<'imports.former'>>;
  compareFormer(id: number, work: JobContext): Promise<ListChanges>;
  takeFormer(id: number): Promise<CallOutput<'imports.takeFormer'>>;
  removeDirectory(): Promise<CallOutput<'imports.removeDirectory'>>;
  listLimit(): Promise<CallOutput<'imports.limit'>>;
  changeListLimit(limit: CallParsedInput<'imports.changeLimit'>['limit']): Promise<CallOutput<'imports.changeLimit'>>;
}

export const createFormerListService = (session: CompanySession): FormerListService => ({
  async formerLists() {
    const latest = new Set<string>();
    return {
      lists: session
        .file()
        .people.former.all()
        .map(({ step: _, serverRevision: __, missingFields: ___, ...list }) => {
          const isLatest = !latest.has(list.side);
          latest.add(list.side);
          return { ...list, latest: isLatest };
        }),
    };
  },
  async compareFormer(id, work) {
    const file = session.file();
    const list = file.people.former.all().find((each) => each.id === id);
    if (list === undefined) throw new ExpectedError('former-list-not-found');
    return (await compareWithCurrent(nextOf(list, file), file, work)).changes;
  },
  async takeFormer(id) {
    const file = session.file();
    const at = session.timestamp();
    const taken = file.atOnce(() => {
      storePersonIdentities(file);
      const lists = file.people.takeFormer(id, at);
      if (lists === null) throw new ExpectedError('former-list-not-found');
      storePersonIdentities(file);
      return lists;
    });
    return { lists: taken.map(({ side, rows, label }) => ({ side, rows, label })), at };
  },
  async removeDirectory() {
    const file = session.file();
    if (!file.people.remove('directory', session.timestamp())) return { formerId: null };
    const [kept] = file.people.former.all().filter(({ side }) => side === 'directory');
    return { formerId: kept?.id ?? null };
  },
  listLimit: async () => structuredClone(getListLimit(session.file())),
  async changeListLimit(limit) {
    session.file().changePolicy(POLICY_KEYS.listLimit, limit, { isOfFindings: false });
    return structuredClone(getListLimit(session.file()));
  },
});

function nextOf({ id, side, origin, missingFields }: FormerList, { people }: CompanyFile): NextList {
  const place = { former: id };
  switch (side) {
    case 'neo':
      return { side, items: people.neoUsersOf(place), missingFields };
    case 'amazon':
      return { side, items: people.amazonUsersOf(place), missingFields };
    case 'directory':
      return { side, items: people.directoryPeopleOf(place), missingFields };
    case 'organizations':
      return { side, items: people.organizationsOf(place), missingFields, isFromServer: origin !== 'file' };
  }
}
