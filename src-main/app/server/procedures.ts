import type { CallOutput } from '#shared/contract/calls.ts';
import { serverPlace } from '../../company/secret-places.ts';
import { signIn } from '../../groupware/sign-in.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { connectServer, readPeople } from './server-service.ts';

export const serverProcedures = (context: CompanyContext): ProceduresOf<'server'> => {
  const { session, secretService, networkService, serverKind, jobs, registerSecret } = context;
  const keyFacts = async () => {
    const { state: accessKey, setAt } = await secretService.facts('access-key');
    return { accessKey, keySetAt: accessKey === 'not-set' ? null : setAt };
  };
  const state = async (): Promise<CallOutput<'server.state'>> => {
    const company = session.file().company();
    return {
      address: company.serverAddress,
      kind: serverKind.known(),
      ...(await keyFacts()),
    };
  };
  const addressOf = async (): Promise<string | null> => session.file().company().serverAddress;
  for (const name of ['access-key', 'http-basic-password'] as const)
    secretService.providePlace(name, async () => serverPlace(await addressOf()));
  secretService.provideTest('access-key', {
    available: async () => (await addressOf()) !== null && session.file().company().kind !== 'demo',
    async run(accessKey) {
      await connectServer(session, await networkService.access({ address: (await addressOf()) ?? '', accessKey }));
    },
  });

  /** The key is kept once the server took it, for this server alone. */
  async function connect(address: string, accessKey: string): Promise<CallOutput<'server.state'>> {
    registerSecret(accessKey);
    const { kind } = await connectServer(session, await networkService.access({ address, accessKey }));
    await secretService.set('access-key', accessKey, serverPlace(address));
    await secretService.markVerified('access-key');
    serverKind.note(kind);
    return state();
  }

  return {
    'server.state': () => state(),
    'server.connect': ({ address, accessKey }) => connect(address, accessKey),
    async 'server.signIn'({ address: typed, loginId, password }, { signal }) {
      registerSecret(password);
      const address = typed ?? (await addressOf()) ?? '';
      const { plainHttp = null, basic = null, network } = await networkService.access({ address, accessKey: '' });
      return connect(address, await signIn({ address, loginId, password, plainHttp, basic, network, signal }));
    },
    async 'server.readPeople'({ confirmed }) {
      const access = await networkService.storedAccess();
      return {
        jobId: jobs.start('read-people', async (work) => {
          const read = await readPeople(session, access, confirmed, work);
          return { ...read };
        }),
      };
    },
  };
};
