import type { CallOutput } from '#shared/contract/calls.ts';
import type { Scene } from '../console.ts';
import type { HandlersOf } from './handlers.ts';

/** Name under which a profile's access key is kept. */
const ACCESS_KEY = 'access-key';

export const serverHandlers = ({ engine, secrets, jobs, registerSecret, workspaceChanged, openProfileId }: Scene): HandlersOf<'server'> => {
  /** What was found when a server was last asked, by profile; a start asks anew. */
  const kinds = new Map<string, 'gateway' | 'stock-neo'>();

  const state = async (): Promise<CallOutput<'server.state'>> => {
    const id = await openProfileId();
    const workspace = await engine.current();
    const place = await secrets.placeOf(id, ACCESS_KEY);
    return {
      address: workspace?.profile.serverAddress ?? null,
      kind: kinds.get(id) ?? null,
      accessKey: place === 'keychain' ? 'set' : place === 'session' ? 'session-only' : 'not-set',
    };
  };
  return {
    'server.state': () => state(),
    async 'server.connect'({ address, accessKey }) {
      registerSecret(accessKey);
      const id = await openProfileId();
      const { kind } = await engine.connectServer({ address, accessKey });
      await secrets.set(id, ACCESS_KEY, accessKey);
      kinds.set(id, kind);
      await workspaceChanged();
      return state();
    },
    async 'server.readPeople'() {
      const id = await openProfileId();
      const address = (await engine.current())?.profile.serverAddress ?? null;
      const accessKey = await secrets.get(id, ACCESS_KEY);
      return {
        jobId: jobs.start('read-people', async (work) => {
          const read = await engine.readPeople(address === null || accessKey === null ? null : { address, accessKey }, work);
          await workspaceChanged();
          return { ...read };
        }),
      };
    },
  };
};
