import type { CallOutput } from '#shared/contract/calls.ts';
import type { ConnectionRun } from '#shared/contract/connections/connections.ts';
import type { BusinessLayer, DirectoryLayer, GroupwareLayer } from '#shared/domain/integration/connection-test/connection-test.ts';
import { testAmazonBusiness } from '../../amazon/business/business-test.ts';
import { getAmazonAccess } from '../../company/connections/amazon-access.ts';
import { toServerDestinationId } from '../../company/connections/secret-destination-ids.ts';
import type { TestBasicCredentials } from '../../groupware/layer-question.ts';
import { type TestAccessKey, testGroupware } from '../../groupware/layers.ts';
import type { CompanyContext } from '../context.ts';
import type { ProceduresOf } from '../procedures-of.ts';
import { createConnectionService } from '../services/connection-service.ts';
import { getAmazonTestInput, registerCatalogPasswordTest, testCompanyAmazon } from './amazon-test.ts';
import { createConnectionRuns } from './connection-runs.ts';
import { getBasicCredentials } from './known-server.ts';

export const createConnectionProcedures = (context: CompanyContext): ProceduresOf<'connections'> => {
  const { session, jobs, networkService, directoryService, amazonBusinessService, secretService, serverKind, registerSecret } = context;
  const connection = createConnectionService(session);
  const runs = createConnectionRuns({ session, jobs });
  registerCatalogPasswordTest(context, async () => {
    const last = (await runs.last('amazon')) as CallOutput<'connections.results'>['amazon'];
    return last?.testEmail ?? '';
  });

  /** Returns the entered values, else the stored ones. A stored secret is used only for the host for which it was saved. */
  async function chosen(typed: { readonly address: string | null; readonly accessKey: string | null }) {
    const demo = await connection.demoAccess();
    if (demo !== null)
      return { address: demo.address, key: keyOf(demo.accessKey), basic: NO_BASIC, own: false, passed: async () => undefined };
    const known = session.file().company().serverAddress;
    const address = typed.address ?? known ?? '';
    const basic = await getBasicCredentials(context, address);
    if (typed.accessKey !== null) {
      registerSecret(typed.accessKey);
      const place = toServerDestinationId(address);
      const keptFor = place === null ? null : await secretService.keptElsewhere('access-key', typed.accessKey, place);
      return {
        address,
        key: { ...keyOf(typed.accessKey), keptFor },
        basic,
        own: true,
        passed: async () => undefined,
      };
    }
    const place = toServerDestinationId(address);
    if (place === null) return { address, key: NO_KEY, basic, own: true, passed: async () => undefined };
    const { value: stored, elsewhere, passed } = await secretService.forTest('access-key', place);
    const key: TestAccessKey = elsewhere !== null ? { kind: 'of-another-server' } : stored === null ? NO_KEY : keyOf(stored);
    return { address, key, basic, own: true, passed };
  }

  return {
    'connections.settings': () => networkService.settings(),
    'connections.changeSettings': (change) => networkService.change(change),
    async 'connections.testGroupware'(typed) {
      const known = session.file().company().serverAddress;
      const { address, key, basic, own, passed } = await chosen(typed);
      const plainHttp = await networkService.plainHttp();
      const place = toServerDestinationId(address);
      let found = address;
      const basicPassword = basic.kind === 'basic' && place !== null ? await secretService.forTest('http-basic-password', place) : null;
      /** Stores accepted values; returns whether anything was stored. */
      const keep = async (run: ConnectionRun): Promise<boolean> => {
        if (!own || !has(run, 'groupware-key')) return false;
        // Another window may have changed the server in the meantime; the tested values belong to the former one.
        if (typed.address === null && session.file().company().serverAddress !== known) return false;
        // The server accepted the entered values, so they replace the stored ones.
        if (typed.accessKey !== null) {
          const { generation } = await secretService.set('access-key', typed.accessKey, place);
          await secretService.markVerified('access-key', generation);
        }
        // Store the address with the module that was found, so that it is not searched again.
        if (found !== session.file().company().serverAddress) await connection.changeServer(found);
        await passed();
        if (has(run, 'groupware-basic')) await basicPassword?.passed();
        return true;
      };
      return {
        jobId: runs.start({
          target: 'groupware',
          asked: {},
          isOfTyped: known !== null && (typed.accessKey !== null || toServerDestinationId(known) !== place),
          layers: (signal) =>
            testGroupware({
              address,
              plainHttp,
              key,
              basic,
              networkFor: networkService.groupwareNetworkFor,
              found: (where) => {
                found = where;
              },
              signal,
              now: Date.now,
            }),
          async done(run) {
            const isStored = await keep(run);
            const kind = kindOf(run);
            // Record the kind only if the test was of the company's own server.
            if (kind !== null && toServerDestinationId(session.file().company().serverAddress) === place) serverKind.note(kind);
            return isStored;
          },
        }),
      };
    },
    async 'connections.testAmazon'(asked) {
      const own = await getAmazonTestInput(context);
      return {
        jobId: runs.start({
          target: 'amazon',
          asked: { testEmail: asked.testEmail.trim() },
          layers: (signal) => testCompanyAmazon(context, own, asked, signal),
        }),
      };
    },
    'connections.directory': async () => ({ server: await directoryService.directory() }),
    async 'connections.changeDirectory'({ server }) {
      await directoryService.change(server);
      return { server: await directoryService.directory() };
    },
    async 'connections.testDirectory'() {
      const { adapter, layers, passed } = await directoryService.forTest();
      return {
        jobId: runs.start({
          target: 'directory',
          asked: {},
          order: layers,
          layers: (signal) => adapter.testLayers(signal),
          async done(run) {
            if (has(run, 'directory-bind') || has(run, 'cloud-sign-in')) await passed();
            return false;
          },
        }),
      };
    },
    'connections.amazonBusiness': async () => ({ connection: await amazonBusinessService.connection() }),
    async 'connections.changeAmazonBusiness'({ connection: wanted }) {
      await amazonBusinessService.change(wanted);
      return { connection: await amazonBusinessService.connection() };
    },
    async 'connections.testAmazonBusiness'() {
      const { passed, ...test } = await amazonBusinessService.forTest();
      return {
        jobId: runs.start({
          target: 'business',
          asked: {},
          layers: (signal) => testAmazonBusiness({ ...test, signal }),
          async done(run) {
            if (has(run, 'business-sign-in')) await passed();
            return false;
          },
        }),
      };
    },
    'connections.demoPassword': async () => ({ password: (await getAmazonAccess(session)).demo?.sharedSecret ?? null }),
    async 'connections.results'() {
      const amazon = (await runs.last('amazon')) as CallOutput<'connections.results'>['amazon'];
      return {
        groupware: await runs.last('groupware'),
        amazon,
        directory: await runs.last('directory'),
        business: await runs.last('business'),
      };
    },
  };
};

const NO_BASIC: TestBasicCredentials = { kind: 'none' };
const NO_KEY: TestAccessKey = { kind: 'none' };
const keyOf = (value: string): TestAccessKey => (value === '' ? { kind: 'none' } : { kind: 'key', value });

const has = ({ layers }: ConnectionRun, wanted: GroupwareLayer | DirectoryLayer | BusinessLayer): boolean =>
  layers.some(({ layer, state }) => layer === wanted && (state === 'passed' || state === 'warning'));

function kindOf(run: ConnectionRun): 'gateway' | 'stock-neo' | null {
  const gateway = run.layers.find(({ layer }) => layer === 'groupware-gateway');
  if (gateway?.state === 'passed') return 'gateway';
  return gateway?.reasons.some(({ id }) => id === 'gateway-absent') ? 'stock-neo' : null;
}
