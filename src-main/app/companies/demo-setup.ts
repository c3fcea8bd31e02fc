import { type Draft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { DraftsFileObject } from '#shared/domain/drafts/drafts-form.ts';
import type { DemoCompany } from '../../company/demo-company.ts';
import type { JobContext } from '../../company/job-context.ts';
import { importList } from '../../company/lists/list-import.ts';
import { readOrdersFromServer } from '../../company/orders/order-read.ts';
import type { ServerAccess } from '../../company/server/server-access.ts';
import { getServerLabel, requireObjectStore, withGroupware } from '../../company/server/server-access.ts';
import { readServerObjects } from '../../company/server/server-objects.ts';
import { readServerPeople } from '../../company/server/server-people.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { addDemoDatedChange } from './demo-change.ts';
import { initializeDemoGuide } from './demo-guide.ts';

/** Returns objects as drafts without edits, as after a first server read. */
const asRead = (objects: readonly DraftsFileObject[]): ReadonlyMap<string, Draft> =>
  new Map(objects.map(({ section, id, body, note }) => [getDraftKey({ section, id }), { section, id, base: body, draft: body, note }]));

/** Fills the demo company from its server and its Amazon export. `isNew` = also resets the server. */
export async function fillDemoCompany(session: CompanySession, company: DemoCompany, isNew: boolean, work: JobContext): Promise<void> {
  const file = session.file();
  file.changeServer(company.access.address);
  if (isNew) {
    // Discard changes that an earlier demo company wrote to the server.
    company.startOver();
    file.changeDomains(company.companyDomains, company.aliasDomains);
  }
  await readServerPeople(session, company.access, 'demo', 'unasked', work);
  await readOrders(session, file, company.access, work);
  const exported = { ...company.amazonFile, kind: 'amazon-users', reading: {} } as const;
  await importList(exported, file, { origin: 'demo', at: session.timestamp(), confirmed: 'unasked' }, work);
  // Existing drafts are kept.
  if (file.drafts.state().revision === 0) file.drafts.reconcile(asRead(company.configuration), session.timestamp());
  await readObjects(session, file, company.access, work);
  if (isNew) {
    initializeDemoGuide(session);
    addDemoDatedChange(session);
  }
}

/** Reads the server's objects. It contains changes by colleagues made after the drafts, so the plan has items from the first day. */
const readObjects = (session: CompanySession, file: CompanyFile, access: ServerAccess, work: JobContext): Promise<unknown> =>
  withGroupware(access, work.signal, async (groupware) => {
    const at = session.timestamp();
    const label = getServerLabel(file, access);
    return readServerObjects(requireObjectStore(groupware, file, at, label), file, { access, at, by: session.operator }, work);
  });

const readOrders = (session: CompanySession, file: CompanyFile, access: ServerAccess, work: JobContext): Promise<unknown> =>
  withGroupware(access, work.signal, (groupware) => {
    const server = { label: getServerLabel(file, access), origin: 'demo', takenAt: session.timestamp() } as const;
    return readOrdersFromServer(groupware, file, server, work);
  });
