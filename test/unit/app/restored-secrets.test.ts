import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUpFolder } from '#main/app/backup/data-backup.ts';
import { restoreFolder } from '#main/app/backup/data-restore.ts';
import { recordSecretEvent } from '#main/app/services/note-secret.ts';
import type { Companies } from '#main/company/companies.ts';
import { createSilentJobContext } from '../../support/apply-company.ts';
import { openCompanies } from '../../support/engine.ts';
import { OPENED, SEALED } from '../../support/sealed-backup.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let opened: Companies[];
beforeEach(() => {
  folder = temporaryFolder('restored-secrets');
  opened = [];
});
afterEach(async () => {
  for (const companies of opened) await companies.close();
});
const companiesOf = (data: string): Companies => {
  const companies = openCompanies(join(data, 'workspaces'));
  opened.push(companies);
  return companies;
};

it('a restored company’s secrets count as unverified, because the keychain may have another value now', async () => {
  const data = join(folder, 'data');
  const companies = companiesOf(data);
  const { id } = await companies.create({ name: '自社', kind: 'production' });
  await companies.within(id, async (session) => {
    recordSecretEvent(session, 'catalog-password', { kind: 'set', keptIn: 'system', boundTo: 'amazon', mark: 'mark' });
    recordSecretEvent(session, 'catalog-password', { kind: 'verified', generation: 1 });
    session.file().secrets.noteApplied('catalog-password', 1);
    recordSecretEvent(session, 'proxy-password', { kind: 'set', keptIn: 'system', boundTo: 'http://proxy.example:8080', mark: 'mark' });
    recordSecretEvent(session, 'proxy-password', { kind: 'cleared' });
  });
  const archive = join(folder, 'backup.zip');
  await backUpFolder(data, archive, SEALED, createSilentJobContext());

  const restored = join(folder, 'restored');
  await restoreFolder(archive, restored, OPENED, createSilentJobContext());
  const records = await companiesOf(restored).within(id, async (session) => session.file().secrets.list());
  expect(records).toMatchObject([
    // After the restore the value is neither tested nor sent to the server, and has a new generation. It is still bound to the same target.
    { name: 'catalog-password', keptIn: 'system', verifiedAt: null, appliedGeneration: null, generation: 2, boundTo: 'amazon' },
    { name: 'proxy-password', keptIn: null, generation: 2 },
  ]);
});
