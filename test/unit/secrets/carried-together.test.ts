import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CompanyContext } from '#main/app/context.ts';
import { createSecretProcedures } from '#main/app/secrets/procedures.ts';
import { openBundle } from '#main/app/secrets/secret-bundle.ts';
import { createFileTokens } from '#main/app/services/file-tokens.ts';
import { createSecretService } from '#main/app/services/secret-service.ts';
import { createSecrets } from '#main/app/services/secrets.ts';
import type { Companies } from '#main/company/companies.ts';
import { toServerDestinationId } from '#main/company/connections/secret-destination-ids.ts';
import { parseBundle } from '#main/company/secret-bundle-content.ts';
import { createSessionKeychain } from '#main/storage/keychain.ts';
import { openCompanies } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const PASSPHRASE = 'correct horse battery';
const FIRST = 'https://first.example/cgi-bin/dneo/dneo.cgi';
const OTHER = 'https://other.example/cgi-bin/dneo/dneo.cgi';

let folder: string;
let companies: Companies;
beforeEach(() => {
  folder = temporaryFolder('carried-together');
  companies = openCompanies(join(folder, 'companies'));
});
afterEach(async () => {
  await companies.close();
});

it('a transfer file contains the key of the server it names, despite changes by another window in the meantime', async () => {
  const registerSecret = (): void => undefined;
  const { id: companyId } = await companies.create({ name: '自社', kind: 'test' });
  const session = await companies.within(companyId, async (opened) => opened);
  const keychain = { ...createSessionKeychain(registerSecret), kind: 'system' as const };
  const inside = keychain.get;
  const secrets = createSecrets(keychain, createSessionKeychain(registerSecret));
  const secretService = createSecretService({ session, secrets, companyId, registerSecret, confirmPlaces: async () => undefined });
  secretService.providePlace('access-key', async () => toServerDestinationId(session.file().company().serverAddress));
  secretService.providePlace('catalog-password', async () => 'amazon');
  const files = createFileTokens(join(folder, 'tokens'));
  session.file().changeServer(FIRST);
  await secretService.set('access-key', 'key of the first');
  await secretService.set('catalog-password', 'p4ss', 'amazon');

  let job: Promise<unknown> = Promise.resolve();
  const jobs = {
    start(_kind: string, work: (progress: unknown) => Promise<unknown>) {
      job = work({ signal: new AbortController().signal, report: () => undefined });
      return 'job';
    },
  };
  keychain.get = async (...order) => {
    keychain.get = inside;
    session.file().changeServer(OTHER);
    await secretService.set('access-key', 'key of the other');
    return inside(...order);
  };
  const context = { session, files, jobs, secretService, registerSecret } as unknown as CompanyContext;
  const order = { passphrase: PASSPHRASE, secrets: ['access-key', 'catalog-password'], language: 'ja' } as const;
  createSecretProcedures(context)['secrets.exportBundle'](
    { ...order, secrets: [...order.secrets] },
    { signal: new AbortController().signal },
  );
  const { token } = (await job) as { token: string };
  const contents = parseBundle(await openBundle(readFileSync(files.find(token).path), PASSPHRASE));
  expect([contents.company.serverAddress, contents.secrets['access-key']]).toEqual([OTHER, 'key of the other']);
});
