import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConsoleContext } from '#main/app/context.ts';
import { createBundleProcedures } from '#main/app/secrets/procedures.ts';
import { sealBundle } from '#main/app/secrets/secret-bundle.ts';
import { createFileTokens } from '#main/app/services/file-tokens.ts';
import { createJobs } from '#main/app/services/jobs.ts';
import { createSecretService } from '#main/app/services/secret-service.ts';
import { createSecrets } from '#main/app/services/secrets.ts';
import type { Companies } from '#main/company/companies.ts';
import { formatBundle } from '#main/company/secret-bundle-content.ts';
import { createSessionKeychain, type Keychain } from '#main/storage/keychain.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { engineOf, openCompanies } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const PASSPHRASE = 'correct horse battery';
const SECRETS = { 'access-key': 'k3y', 'http-basic-password': 'b4sic' } as const;

let folder: string;
let companies: Companies;
/** Content of the keychain by name. */
let kept: Map<string, string>;
beforeEach(() => {
  folder = temporaryFolder('half-move');
  companies = openCompanies(join(folder, 'companies'));
  kept = new Map();
});
afterEach(async () => {
  await companies.close();
});

/** Returns a keychain that passes the probe, stores one secret, and is then locked. */
function keychainForOne(): Keychain {
  return {
    ...createSessionKeychain(() => {}),
    kind: 'system',
    async set(_company, name, value) {
      if (kept.size === 1) throw new ExpectedError('keychain-locked', { why: 'locked', reason: 'locked collection' });
      kept.set(name, value);
    },
    get: async (_company, name) => kept.get(name) ?? null,
    async deleteCompany() {
      kept.clear();
    },
  };
}

it('a transferred company is not created if the keychain stores only some of its secrets', async () => {
  const from = await companies.create({ name: '元の会社', kind: 'test' });
  const company = await engineOf(companies, from.id).companyToCarry();
  const path = join(folder, 'company.tsunagi-bundle');
  const about = { createdAt: '2026-11-24T00:00:00.000Z', writtenBy: 'test' };
  writeFileSync(path, await sealBundle(formatBundle({ ...about, ...company, secrets: SECRETS }), PASSPHRASE));

  const registerSecret = (): void => undefined;
  const ended = Promise.withResolvers<Job>();
  const jobs = createJobs(
    (_event, job) => {
      if ((job as Job).state !== 'running') ended.resolve(job as Job);
    },
    (_where, error) => String(error),
    (text) => text,
  );
  const files = createFileTokens(join(folder, 'tokens'));
  const secrets = createSecrets(keychainForOne(), createSessionKeychain(registerSecret));
  const remembered: string[] = [];
  const context = {
    companies,
    files,
    jobs,
    secrets,
    registerSecret,
    confirmTrust: async () => 'yes',
    settings: { change: async ({ lastCompanyId }: { lastCompanyId: string }) => void remembered.push(lastCompanyId) },
    inCompany: (id: string, work: (context: unknown) => Promise<unknown>) =>
      companies.within(id, (session) =>
        work({
          secretService: createSecretService({ session, secrets, companyId: id, registerSecret, confirmPlaces: async () => undefined }),
        }),
      ),
  } as unknown as ConsoleContext;

  const { token } = await files.add({ path, origin: 'chosen' });
  const order = { token, passphrase: PASSPHRASE, name: '引っ越した会社', secrets: Object.keys(SECRETS) as (keyof typeof SECRETS)[] };
  await createBundleProcedures(context)['secrets.importBundle'](order, { signal: new AbortController().signal });
  expect(await ended.promise).toMatchObject({ state: 'failed', error: { code: 'keychain-locked' } });
  expect((await companies.list()).companies.map(({ name }) => name)).toEqual(['元の会社']);
  expect([kept.size, remembered]).toEqual([0, []]);
});
