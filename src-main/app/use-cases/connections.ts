import type { CallOutput } from '#shared/contract/calls.ts';
import type { ConnectionRun } from '#shared/contract/connections.ts';
import type { GroupwareLayer } from '#shared/domain/integration/connection-test.ts';
import { type TestKey, testGroupware } from '../../groupware/layers.ts';
import { provideCatalogPasswordTest, testOwnAmazon } from '../amazon-test.ts';
import { createConnectionRuns } from '../connection-runs.ts';
import type { Scene } from '../console.ts';
import type { HandlersOf } from './handlers.ts';

export const connectionHandlers = (scene: Scene): HandlersOf<'connections'> => {
  const { engine, jobs, turns, networkDesk, secretDesk, serverKinds, registerSecret, workspaceChanged, openProfileId } = scene;
  const runs = createConnectionRuns({ engine, jobs });
  provideCatalogPasswordTest(scene, async () => {
    const last = (await runs.last(await openProfileId(), 'amazon')) as CallOutput<'connections.results'>['amazon'];
    return last?.testEmail ?? '';
  });

  /** What is tested: what was typed, else what is stored. A stored key goes to no other host than the one it was stored for. */
  async function chosen(typed: { readonly address: string | null; readonly accessKey: string | null }) {
    const demo = await engine.demoAccess();
    if (demo !== null) return { address: demo.address, key: keyOf(demo.accessKey), withBasic: false, own: false };
    const known = (await engine.current())?.profile.serverAddress ?? null;
    const address = typed.address ?? known ?? '';
    if (typed.accessKey !== null) {
      registerSecret(typed.accessKey);
      return { address, key: keyOf(typed.accessKey), withBasic: true, own: true };
    }
    const stored = await secretDesk.read('access-key');
    if (stored === null) return { address, key: { kind: 'none' } as const, withBasic: true, own: true };
    const same = known === null || hostOf(known) === hostOf(address);
    return { address, key: same ? keyOf(stored) : ({ kind: 'of-another-server' } as const), withBasic: same, own: true };
  }

  return {
    'connections.settings': () => networkDesk.settings(),
    'connections.changeSettings': (change) => networkDesk.change(change),
    async 'connections.testGroupware'(typed) {
      const profile = await openProfileId();
      const { address, key, withBasic, own } = await chosen(typed);
      const basic = withBasic ? await networkDesk.basic() : null;
      return {
        jobId: runs.start({
          target: 'groupware',
          profile,
          asked: {},
          layers: (signal) => testGroupware({ address, key, basic, networkFor: networkDesk.groupwareNetworkFor, signal, now: Date.now }),
          // Nothing of it reaches a company that is opened meanwhile.
          done: (run) =>
            turns.share(async () => {
              const kind = kindOf(run);
              if (kind !== null) serverKinds.note(profile, kind);
              if (!own || !has(run, 'groupware-key') || (await openProfileId()) !== profile) return;
              // The server took them: only now do they replace what was there.
              if (typed.accessKey !== null) await secretDesk.set('access-key', typed.accessKey);
              if (typed.address !== null) await engine.changeServer(profile, address);
              await secretDesk.markVerified('access-key');
              if (has(run, 'groupware-basic')) await secretDesk.markVerified('http-basic-password');
              await workspaceChanged();
            }),
        }),
      };
    },
    async 'connections.testAmazon'(asked) {
      const profile = await openProfileId();
      return {
        jobId: runs.start({
          target: 'amazon',
          profile,
          asked: { testEmail: asked.testEmail.trim() },
          layers: (signal) => testOwnAmazon(scene, asked, signal),
        }),
      };
    },
    async 'connections.results'() {
      const profile = await openProfileId();
      const amazon = (await runs.last(profile, 'amazon')) as CallOutput<'connections.results'>['amazon'];
      return { groupware: await runs.last(profile, 'groupware'), amazon };
    },
  };
};

const keyOf = (value: string): TestKey => (value === '' ? { kind: 'none' } : { kind: 'key', value });

const has = ({ layers }: ConnectionRun, wanted: GroupwareLayer): boolean =>
  layers.some(({ layer, state }) => layer === wanted && (state === 'passed' || state === 'warning'));

function kindOf(run: ConnectionRun): 'gateway' | 'stock-neo' | null {
  const gateway = run.layers.find(({ layer }) => layer === 'groupware-gateway');
  if (gateway?.state === 'passed') return 'gateway';
  return gateway?.reasons.some(({ id }) => id === 'gateway-absent') ? 'stock-neo' : null;
}

/** The host and port of an address as it was typed; the text itself when it is none. */
function hostOf(address: string): string {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(address.trim()) ? address.trim() : `https://${address.trim()}`;
  return URL.canParse(text) ? new URL(text).origin : text;
}
