import type { CallOutput } from '#shared/contract/calls.ts';
import type { Scene } from '../console.ts';
import type { HandlersOf } from './handlers.ts';

export const serverHandlers = ({
  engine,
  secretDesk,
  jobs,
  registerSecret,
  workspaceChanged,
  openProfileId,
}: Scene): HandlersOf<'server'> => {
  /** What was found when a server was last asked, by profile; a start asks anew. */
  const kinds = new Map<string, 'gateway' | 'stock-neo'>();

  const state = async (): Promise<CallOutput<'server.state'>> => {
    const id = await openProfileId();
    const workspace = await engine.current();
    return {
      address: workspace?.profile.serverAddress ?? null,
      kind: kinds.get(id) ?? null,
      accessKey: (await secretDesk.facts('access-key')).state,
    };
  };
  const addressOf = async (): Promise<string | null> => (await engine.current())?.profile.serverAddress ?? null;
  secretDesk.provideTest('access-key', {
    available: async () => (await addressOf()) !== null && (await engine.current())?.profile.kind !== 'demo',
    async run(accessKey) {
      await engine.connectServer({ address: (await addressOf()) ?? '', accessKey });
    },
  });

  return {
    'server.state': () => state(),
    async 'server.connect'({ address, accessKey }) {
      registerSecret(accessKey);
      const id = await openProfileId();
      const { kind } = await engine.connectServer({ address, accessKey });
      await secretDesk.set('access-key', accessKey);
      await secretDesk.markVerified('access-key');
      kinds.set(id, kind);
      await workspaceChanged();
      return state();
    },
    async 'server.readPeople'() {
      const address = await addressOf();
      const accessKey = await secretDesk.read('access-key');
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
