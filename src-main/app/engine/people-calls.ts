import type { ConfirmedChange } from '#shared/contract/list-changes.ts';
import { ExpectedError } from '#shared/contract/result.ts';
import { type Draft, keyOf } from '#shared/domain/drafts/draft.ts';
import type { FormObject } from '#shared/domain/drafts/workspace-form.ts';
import { connectGroupware } from '../../groupware/connect.ts';
import type { WorkspaceFile } from '../../storage/workspace-file.ts';
import type { Engine, ServerAccess, Work } from './engine.ts';
import { compareFile, importList, importOrders } from './list-import.ts';
import { previewList, topOfList, writeBadRows } from './list-preview.ts';
import { readOrdersFromServer } from './order-read.ts';
import { labelOf, objectsOf, withGroupware } from './server-access.ts';
import { readServerObjects } from './server-objects.ts';
import { readPeopleFromServer } from './server-read.ts';
import type { EngineSession } from './session.ts';
import { beginDemoGuide } from './setup-demo.ts';

type PeopleCalls = Pick<
  Engine,
  'openDemo' | 'previewList' | 'topOfList' | 'writeBadRows' | 'compareList' | 'importList' | 'connectServer' | 'readPeople'
>;

/** Objects as they are after a first look at them: nobody has changed anything. */
const asRead = (objects: readonly FormObject[]): ReadonlyMap<string, Draft> =>
  new Map(objects.map(({ section, id, body, note }) => [keyOf({ section, id }), { section, id, base: body, draft: body, note }]));

/** The engine's calls that bring people in: from a server, from a file, from the demo company. */
export function peopleCalls(session: EngineSession): PeopleCalls {
  async function readPeople(
    file: WorkspaceFile,
    access: ServerAccess,
    origin: 'server' | 'demo',
    confirmed: ConfirmedChange | 'unasked' | undefined,
    work: Work,
  ): Promise<{ users: number; organizations: number }> {
    const groupware = await connectGroupware({ ...access, signal: work.signal });
    try {
      return await readPeopleFromServer(
        groupware,
        file,
        { address: access.address, origin, takenAt: session.timestamp(), confirmed },
        work,
      );
    } finally {
      await groupware.close();
    }
  }

  /** What colleagues changed since the drafts were made from it shows in the plan from the first day. */
  async function readDemoObjects(file: WorkspaceFile, access: ServerAccess, work: Work): Promise<void> {
    await withGroupware(access, work.signal, async (groupware) => {
      const at = session.timestamp();
      const label = labelOf(file, access);
      await readServerObjects(objectsOf(groupware, file, at, label), file, { label, at, by: session.operator, isOpen: () => true }, work);
    });
  }

  const readDemoOrders = (file: WorkspaceFile, access: ServerAccess, work: Work): Promise<unknown> =>
    withGroupware(access, work.signal, (groupware) => {
      const server = { label: labelOf(file, access), origin: 'demo', takenAt: session.timestamp() } as const;
      return readOrdersFromServer(groupware, file, server, work);
    });

  return {
    async openDemo(work) {
      work.report({ phase: 'starting-demo', done: 0, total: null });
      const company = await session.demo();
      const known = session.folder.list().profiles.find(({ kind }) => kind === 'demo');
      const file = known === undefined ? session.folder.create(company.name, 'demo', session.timestamp()) : session.folder.open(known.id);
      try {
        file.changeServer(company.access.address);
        if (known === undefined) {
          // A new profile meets the company as it was founded, whatever an earlier one wrote to its server.
          company.startOver();
          file.changeDomains(company.companyDomains, company.aliasDomains);
        }
        await readPeople(file, company.access, 'demo', 'unasked', work);
        await readDemoOrders(file, company.access, work);
        const export_ = { ...company.amazonFile, kind: 'amazon-users', reading: {} } as const;
        await importList(export_, file, { origin: 'demo', at: session.timestamp(), confirmed: 'unasked' }, work);
        // Whoever has been drafting already keeps what is there.
        if (file.drafts.state().revision === 0) file.drafts.reconcile(asRead(company.configuration), session.timestamp());
        await readDemoObjects(file, company.access, work);
      } catch (error) {
        const { id } = file.profile();
        file.close();
        // A demo company that never opened leaves nothing behind; one that was there before stays as it was.
        if (known === undefined) session.folder.delete(id);
        throw error;
      }
      const opened = session.use(file);
      if (known === undefined) beginDemoGuide(session);
      return opened;
    },
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
        return readPeople(file, company.access, 'demo', confirmed, work);
      }
      if (access === null) throw new ExpectedError('server-key-refused');
      return readPeople(file, access, 'server', confirmed, work);
    },
  };
}
