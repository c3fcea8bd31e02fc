import { ExpectedError } from '#shared/contract/result.ts';
import { connectGroupware } from '../../groupware/connect.ts';
import type { Engine } from './engine.ts';
import { compareFile, importList, importOrders } from './list-import.ts';
import { previewList, topOfList, writeBadRows } from './list-preview.ts';
import { readServerPeople } from './server-people.ts';
import type { EngineSession } from './session.ts';

type PeopleCalls = Pick<
  Engine,
  'previewList' | 'topOfList' | 'writeBadRows' | 'compareList' | 'importList' | 'connectServer' | 'readPeople'
>;

/** The engine's calls that bring people in: from a server or from a file. */
export function peopleCalls(session: EngineSession): PeopleCalls {
  return {
    previewList: (file) => previewList(file, session.workspace()),
    topOfList,
    writeBadRows: (file, order) => writeBadRows(file, order, session.workspace()),
    compareList: (file, work) => compareFile(file, session.workspace(), work),
    importList: (file, work) => {
      const { kind, confirmed } = file;
      const at = session.timestamp();
      if (kind === 'orders') return importOrders(file, session.workspace(), at, work);
      return importList({ ...file, kind }, session.workspace(), { origin: 'file', at, confirmed }, work);
    },
    async connectServer(access) {
      const file = session.workspace();
      const groupware = await connectGroupware(access);
      try {
        const { kind } = await groupware.describe();
        file.changeServer(groupware.address);
        return { kind };
      } finally {
        await groupware.close();
      }
    },
    async readPeople(access, confirmed, work) {
      const file = session.workspace();
      if (file.profile().kind === 'demo') {
        const company = await session.demo();
        file.changeServer(company.access.address);
        return readServerPeople(session, company.access, 'demo', confirmed, work);
      }
      if (access === null) throw new ExpectedError('server-key-refused');
      return readServerPeople(session, access, 'server', confirmed, work);
    },
  };
}
