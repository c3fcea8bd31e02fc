import type { CallOutput } from '#shared/contract/calls.ts';
import type { CompanyContext } from '../context.ts';
import { serverPlace } from '../secret-places.ts';
import type { HandlersOf } from './handlers.ts';

export const serverHandlers = (context: CompanyContext): HandlersOf<'server'> => {
  const { engine, secretDesk, networkDesk, serverKind, jobs, registerSecret, workspaceChanged } = context;
  const state = async (): Promise<CallOutput<'server.state'>> => {
    const { profile } = await engine.current();
    return {
      address: profile.serverAddress,
      kind: serverKind.known(),
      accessKey: (await secretDesk.facts('access-key')).state,
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

  return {
    'server.state': () => state(),
    async 'server.connect'({ address, accessKey }) {
      registerSecret(accessKey);
      const { kind } = await engine.connectServer(await networkDesk.access({ address, accessKey }));
      await secretDesk.set('access-key', accessKey, serverPlace(address));
      await secretDesk.markVerified('access-key');
      serverKind.note(kind);
      await workspaceChanged();
      return state();
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
