import type { CallOutput } from '#shared/contract/calls.ts';
import { toServerDestinationId } from '../../company/connections/secret-destination-ids.ts';
import { readPeople } from '../../company/server/read-people.ts';
import { signIn } from '../../groupware/sign-in.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { describeServer } from './server-service.ts';

export const createServerProcedures = (context: CompanyContext): ProceduresOf<'server'> => {
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
    secretService.providePlace(name, async () => toServerDestinationId(await addressOf()));
  secretService.provideTest('access-key', {
    available: async () => (await addressOf()) !== null && session.file().company().kind !== 'demo',
    async run(accessKey, signal) {
      const asked = (await addressOf()) ?? '';
      const { address } = await describeServer(await networkService.access({ address: asked, accessKey }), signal);
      // Another window may have changed the company's server in the meantime.
      if ((await addressOf()) === asked && address !== asked) await session.trust.change(() => session.file().changeServer(address));
    },
  });

  /** Connects to a server, then saves the key bound to this server, then the address. */
  async function connect(typed: string, accessKey: string, signal: AbortSignal): Promise<CallOutput<'server.state'>> {
    registerSecret(accessKey);
    const { kind, address } = await describeServer(await networkService.access({ address: typed, accessKey }), signal);
    const { generation } = await secretService.set('access-key', accessKey, toServerDestinationId(typed));
    await session.trust.change(() => session.file().changeServer(address));
    await secretService.markVerified('access-key', generation);
    serverKind.note(kind);
    return state();
  }

  return {
    'server.state': () => state(),
    'server.connect': ({ address, accessKey }, { signal }) => connect(address, accessKey, signal),
    async 'server.signIn'({ address: typed, loginId, password }, { signal }) {
      registerSecret(password);
      const address = typed ?? (await addressOf()) ?? '';
      const { plainHttp = null, basic = null, network } = await networkService.access({ address, accessKey: '' });
      return connect(address, await signIn({ address, loginId, password, plainHttp, basic, network, signal }), signal);
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
