import type { CallOutput } from '#shared/contract/calls.ts';
import type { Scene } from '../console.ts';
import { serverPlace } from '../secret-places.ts';
import type { HandlersOf } from './handlers.ts';

export const serverHandlers = (scene: Scene): HandlersOf<'server'> => {
  const { engine, secretDesk, networkDesk, serverKinds, jobs, registerSecret, workspaceChanged, openProfileId } = scene;
  const state = async (): Promise<CallOutput<'server.state'>> => {
    const id = await openProfileId();
    const workspace = await engine.current();
    return {
      address: workspace?.profile.serverAddress ?? null,
      kind: serverKinds.of(id),
      accessKey: (await secretDesk.facts('access-key')).state,
    };
  };
  const addressOf = async (): Promise<string | null> => (await engine.current())?.profile.serverAddress ?? null;
  for (const name of ['access-key', 'http-basic-password'] as const)
    secretDesk.providePlace(name, async () => serverPlace(await addressOf()));
  secretDesk.provideTest('access-key', {
    available: async () => (await addressOf()) !== null && (await engine.current())?.profile.kind !== 'demo',
    async run(accessKey) {
      await engine.connectServer(await networkDesk.access({ address: (await addressOf()) ?? '', accessKey }));
    },
  });

  return {
    'server.state': () => state(),
    async 'server.connect'({ address, accessKey }) {
      registerSecret(accessKey);
      const id = await openProfileId();
      const { kind } = await engine.connectServer(await networkDesk.access({ address, accessKey }));
      await secretDesk.set('access-key', accessKey, serverPlace(address));
      await secretDesk.markVerified('access-key');
      serverKinds.note(id, kind);
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
