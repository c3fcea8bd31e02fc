import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnectionProcedures } from '#main/app/connections/procedures.ts';
import type { CompanyContext } from '#main/app/context.ts';
import { createServerProcedures } from '#main/app/server/procedures.ts';
import { createFileTokens } from '#main/app/services/file-tokens.ts';
import { createNetworkService } from '#main/app/services/network-service.ts';
import { createSecretService } from '#main/app/services/secret-service.ts';
import { createSecrets } from '#main/app/services/secrets.ts';
import { createServerKindMemory } from '#main/app/services/server-kind.ts';
import type { Companies } from '#main/company/companies.ts';
import type { CompanySession } from '#main/company/session.ts';
import { createSessionKeychain, type Keychain } from '#main/storage/keychain.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { openCompanies } from '../../support/engine.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startServer } from './support.ts';

const ELSEWHERE = 'https://moved.example.co.jp/cgi-bin/dneo/dneo.cgi';

describe('a company whose server is asked', () => {
  let folder: string;
  let companies: Companies;
  let session: CompanySession;
  let context: CompanyContext;
  let server: Awaited<ReturnType<typeof startServer>>;
  /** Hook that runs once, while the connection to the server is resolved. */
  let meanwhile: () => void;
  let isLocked: boolean;
  let job: Promise<unknown>;
  beforeEach(async () => {
    folder = temporaryFolder('company-moved');
    server = await startServer();
    companies = openCompanies(join(folder, 'companies'));
    const companyId = (await companies.create({ name: '自社', kind: 'test' })).id;
    session = await companies.within(companyId, async (opened) => opened);
    meanwhile = () => undefined;
    isLocked = false;
    const registerSecret = (): void => undefined;
    const inside = createSessionKeychain(registerSecret);
    const keychain: Keychain = {
      ...inside,
      kind: 'system',
      async set(...order) {
        if (isLocked) throw new ExpectedError('keychain-locked', { why: 'locked', reason: 'locked collection' });
        await inside.set(...order);
      },
    };
    const secrets = createSecrets(keychain, createSessionKeychain(registerSecret));
    const secretService = createSecretService({ session, secrets, companyId, registerSecret, confirmPlaces: async () => undefined });
    const files = createFileTokens(join(folder, 'tokens'));
    const ports = { session, secretService, files, registerSecret, env: {}, now: Date.now };
    const network = createNetworkService({ ...ports, confirmTrust: async () => 'yes', proxyResolver: null });
    const happen = (): void => {
      const act = meanwhile;
      meanwhile = () => undefined;
      act();
    };
    context = {
      ...ports,
      serverKind: createServerKindMemory(),
      networkService: {
        ...network,
        async access(asked: Parameters<typeof network.access>[0]) {
          const access = await network.access(asked);
          happen();
          return access;
        },
        async groupwareNetworkFor(url: string) {
          happen();
          return network.groupwareNetworkFor(url);
        },
      },
      jobs: {
        start(_kind: string, work: (progress: unknown) => Promise<unknown>) {
          job = work({ signal: new AbortController().signal, report: () => undefined });
          return 'job';
        },
      },
    } as unknown as CompanyContext;
  });
  afterEach(async () => {
    await companies.close();
    await server.close();
  });
  const signal = new AbortController().signal;
  const address = (): string | null => session.file().company().serverAddress;
  const connect = (to = server) =>
    createServerProcedures(context)['server.connect']({ address: to.address, accessKey: to.accessKey }, { signal });

  it('keeps its server if the keychain cannot store the key of another one', async () => {
    session.file().changeServer(ELSEWHERE);
    isLocked = true;
    await expect(connect()).rejects.toThrow('keychain-locked');
    expect(address()).toBe(ELSEWHERE);
  });

  it('does not return to a server that it left while a new key was tested there', async () => {
    await connect();
    meanwhile = () => session.file().changeServer(ELSEWHERE);
    const other = 'another-key';
    await expect(context.secretService.replace('access-key', other, signal)).rejects.toThrow('server-key-refused');
    expect(address()).toBe(ELSEWHERE);
    session.file().changeServer(server.address);
    meanwhile = () => session.file().changeServer(ELSEWHERE);
    // The key was tested with one server, so it is bound to that server.
    const kept = await context.secretService.replace('access-key', server.accessKey, signal);
    expect([address(), kept.boundTo]).toEqual([ELSEWHERE, new URL(server.address).origin]);
  });

  it('does not return to a server that it left while the connection was tested', async () => {
    await connect();
    meanwhile = () => session.file().changeServer(ELSEWHERE);
    await createConnectionProcedures(context)['connections.testGroupware']({ address: null, accessKey: null }, { signal });
    await job;
    expect(address()).toBe(ELSEWHERE);
  });

  it('keeps its key if the test of another one is canceled', async () => {
    await connect();
    const before = await context.secretService.facts('access-key');
    const given = new AbortController();
    meanwhile = () => given.abort();
    await expect(context.secretService.replace('access-key', server.accessKey, given.signal)).rejects.toThrow();
    expect(await context.secretService.facts('access-key')).toEqual(before);
  });

  it('keeps its server if connecting to another one is canceled', async () => {
    session.file().changeServer(ELSEWHERE);
    const given = new AbortController();
    meanwhile = () => given.abort();
    const order = { address: server.address, accessKey: server.accessKey };
    await expect(Promise.resolve(createServerProcedures(context)['server.connect'](order, { signal: given.signal }))).rejects.toThrow();
    expect([address(), (await context.secretService.facts('access-key')).state]).toEqual([ELSEWHERE, 'not-set']);
  });
});
