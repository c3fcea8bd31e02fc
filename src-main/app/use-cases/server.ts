import type { CallOutput } from '#shared/contract/calls.ts';
import { signIn } from '../../groupware/sign-in.ts';
import type { CompanyContext } from '../context.ts';
import { serverPlace } from '../secret-places.ts';
import type { HandlersOf } from './handlers.ts';

export const serverHandlers = (context: CompanyContext): HandlersOf<'server'> => {
  const { engine, secretDesk, networkDesk, serverKind, jobs, registerSecret, workspaceChanged } = context;
  const keyFacts = async () => {
    const { state: accessKey, setAt } = await secretDesk.facts('access-key');
    return { accessKey, keySetAt: accessKey === 'not-set' ? null : setAt };
  };
  const state = async (): Promise<CallOutput<'server.state'>> => {
    const { profile } = await engine.current();
    return {
      address: profile.serverAddress,
      kind: serverKind.known(),
      ...(await keyFacts()),
    };
  };
  const addressOf = async (): Promise<string | null> => (await engine.current()).profile.serverAddress;
  for (const name of ['access-key', 'http-basic-password'] as const)
    secretDesk.providePlace(name, async () => serverPlace(await addressOf()));
  secretDesk.provideTest('access-key', {
    available: async () => (await addressOf()) !== null && (await engine.current()).profile.kind !== 'demo',
    async run(accessKey) {
      await engine.connectServer(await networkDesk.access({ address: (await addressOf()) ?? '', accessKey }));
    },
  });

  /** The key is kept once the server took it, for this server alone. */
  async function connect(address: string, accessKey: string): Promise<CallOutput<'server.state'>> {
    registerSecret(accessKey);
    const { kind } = await engine.connectServer(await networkDesk.access({ address, accessKey }));
    await secretDesk.set('access-key', accessKey, serverPlace(address));
    await secretDesk.markVerified('access-key');
    serverKind.note(kind);
    await workspaceChanged();
    return state();
  }

  return {
    'server.state': () => state(),
    'server.connect': ({ address, accessKey }) => connect(address, accessKey),
    async 'server.signIn'({ address: typed, loginId, password }, { signal }) {
      registerSecret(password);
      const address = typed ?? (await addressOf()) ?? '';
      const { plainHttp = null, basic = null, network } = await networkDesk.access({ address, accessKey: '' });
      return connect(address, await signIn({ address, loginId, password, plainHttp, basic, network, signal }));
    },
    async 'server.readPeople'({ confirmed }) {
      const access = await networkDesk.storedAccess();
      return {
        jobId: jobs.start('read-people', async (work) => {
          const read = await engine.readPeople(access, confirmed, work);
          await workspaceChanged();
          return { ...read };
        }),
      };
    },
  };
};
