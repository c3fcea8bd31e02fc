import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudAdapterOptions, createCloudAdapter } from '#main/directory/cloud/cloud-adapter.ts';
import { ENTRA } from '#main/directory/cloud/entra.ts';
import { DirectoryProblem } from '#main/directory/directory-problem.ts';
import { DIRECT_NETWORK } from '#main/network/network.ts';
import { NetworkProblem } from '#main/network/problem.ts';
import { type EntraFault, getEntraClientId } from '#main/sandbox/cloud/entra-faults.ts';
import type { EntraDirectory } from '#shared/domain/integration/cloud-directory.ts';
import { CLOUD_LAYERS, type LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';
import { DEMO_ENTRA, DEMO_ENTRA_SECRET } from '#shared/domain/integration/demo-cloud.ts';
import { entraUsers } from '../../support/cloud/entra-users.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';

/** Four pages of at most 999 users. */
const PEOPLE = 3_100;

let sandbox: Sandbox;
beforeAll(async () => {
  const users = entraUsers(PEOPLE);
  sandbox = await startSandbox({ entraUsers: () => users });
});
afterAll(() => sandbox.close());

type Parts = CloudAdapterOptions<EntraDirectory>;
function entra(fault: EntraFault, change: Partial<Parts> = {}) {
  return createCloudAdapter(ENTRA, {
    directory: { kind: 'entra', tenant: DEMO_ENTRA.tenant, clientId: getEntraClientId(fault) },
    servers: sandbox.cloudServers.entra,
    secret: { kind: 'password', value: DEMO_ENTRA_SECRET },
    networkFor: async () => DIRECT_NETWORK,
    now: Date.now,
    patience: { waitMs: 8_000 },
    ...change,
  });
}

const read = (fault: EntraFault, change: Partial<Parts> = {}, signal = new AbortController().signal) =>
  entra(fault, change).readPeople(signal, () => undefined);

async function failure(...order: Parameters<typeof read>): Promise<DirectoryProblem | NetworkProblem> {
  const error = await read(...order).then(
    ({ people }) => new Error(`read ${people.length}`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof DirectoryProblem || error instanceof NetworkProblem) return error;
  throw error;
}

async function layers(fault: EntraFault, change: Partial<Parts> = {}) {
  const results: LayerResult[] = [];
  for await (const result of entra(fault, change).testLayers(new AbortController().signal)) results.push(result);
  return { results, failed: results.find(({ state }) => state === 'failed') };
}

describe('reading Entra ID', () => {
  it('reads all pages with the fields for matching', async () => {
    const steps: number[] = [];
    const { people, entries, leftOut } = await entra('none').readPeople(new AbortController().signal, (done) => steps.push(done));
    expect([people.length, entries, leftOut, steps]).toEqual([PEOPLE, PEOPLE, 0, [999, 1_998, 2_997, PEOPLE]]);
    expect(people[1]).toEqual({
      mail: 'p1@demo-shoji.example',
      principalName: 'p1@demo-shoji.example',
      accountName: 'p1',
      employeeId: '000001',
      name: '社員 1',
      state: 'enabled',
      group: '営業部',
    });
    expect(people.filter(({ state }) => state === 'disabled')).toHaveLength(310);
  });

  it('continues after an empty page, and counts a user sent on two pages once', async () => {
    const { people, entries } = await read('empty-page');
    expect([people.length, entries, new Set(people.map(({ mail }) => mail)).size]).toEqual([PEOPLE, PEOPLE, PEOPLE]);
  });

  it('waits for as long as the server asks, and then reads all users', async () => {
    const startedAt = performance.now();
    expect((await read('throttled')).people).toHaveLength(PEOPLE);
    expect(performance.now() - startedAt).toBeGreaterThan(2_000);
  });

  it('renews a token that expires in the middle', async () => {
    expect((await read('token-expires')).people).toHaveLength(PEOPLE);
  });

  it.each([
    ['no-permission', 'entra-permission-missing', { httpStatus: 403, code: 'Authorization_RequestDenied' }],
    ['token-rejected', 'cloud-token-rejected', { httpStatus: 401 }],
    ['throttled-for-an-hour', 'cloud-throttled', { minutes: 60 }],
    ['cut', 'answer-cut', {}],
    ['broken', 'cloud-busy', { httpStatus: 503 }],
    ['other-shape', 'cloud-unreadable', { part: 'page' }],
    ['next-elsewhere', 'cloud-elsewhere', { host: '127.0.0.2:9' }],
    ['secret-expired', 'entra-secret-expired', { code: 'AADSTS7000222' }],
  ] as const)('returns no list after the fault %s, and names the reason', async (fault, reason, params) => {
    expect(await failure(fault)).toMatchObject({ reason, params });
  });

  it('names a wrong secret, a wrong application and a wrong tenant', async () => {
    const directory = { kind: 'entra', tenant: DEMO_ENTRA.tenant, clientId: getEntraClientId('none') } as const;
    expect(await failure('none', { secret: { kind: 'password', value: 'wrong' } })).toMatchObject({ reason: 'entra-secret-wrong' });
    const clientId = 'ffffffff-0000-4000-8000-000000000000';
    expect(await failure('none', { directory: { ...directory, clientId } })).toMatchObject({ reason: 'entra-app-unknown' });
    expect(await failure('none', { directory: { ...directory, tenant: 'other.example' } })).toMatchObject({
      reason: 'entra-tenant-unknown',
    });
    expect(await failure('none', { secret: { kind: 'none' } })).toMatchObject({ reason: 'cloud-secret-empty' });
    expect(await failure('none', { secret: { kind: 'of-another-server' } })).toMatchObject({ reason: 'cloud-secret-of-another-tenant' });
  });

  it('masks the secret in an error that repeats the request', async () => {
    const { params } = await failure('echo');
    expect(params['message']).toContain('***');
    expect(JSON.stringify(params)).not.toContain(DEMO_ENTRA_SECRET);
    expect(JSON.stringify(params)).not.toContain(encodeURIComponent(DEMO_ENTRA_SECRET));
    expect(JSON.stringify((await layers('echo')).results)).not.toContain(DEMO_ENTRA_SECRET);
  });

  it('ends a wait at once when the read is canceled', async () => {
    const stop = new AbortController();
    const reading = read('throttled-for-an-hour', { patience: { waitMs: 7_200_000 } }, stop.signal);
    setTimeout(() => stop.abort(new Error('stopped')), 200);
    await expect(reading).rejects.toThrow('stopped');
  });

  it('sends the secret to no other host than the vendor’s, and no token to an http address', async () => {
    let requests = 0;
    const other = createServer((_request, response) => {
      requests++;
      response.end('{}');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    try {
      const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
      for (const servers of [
        { purpose: 'entra', signIn: address, api: address },
        { purpose: 'entra', signIn: 'https://login.microsoftonline.com.example', api: 'https://graph.microsoft.com' },
      ] as const)
        expect(await failure('none', { servers })).toMatchObject({ reason: 'cloud-elsewhere' });
      expect(requests).toBe(0);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });
});

describe('testing the connection to Entra ID', () => {
  it('passes all layers and reads one page', async () => {
    const { results } = await layers('none');
    expect(results.map(({ layer, state }) => [layer, state])).toEqual(CLOUD_LAYERS.map((layer) => [layer, 'passed']));
    expect(results.at(-1)?.facts).toEqual({ users: 999 });
  });

  it.each([
    ['secret-expired', 'cloud-sign-in', 'entra-secret-expired'],
    ['no-permission', 'cloud-people', 'entra-permission-missing'],
    ['throttled-for-an-hour', 'cloud-people', 'cloud-throttled'],
    ['no-users', 'cloud-people', 'cloud-no-people'],
  ] as const)('names the layer and the reason of the fault %s', async (fault, layer, reason) => {
    const { failed, results } = await layers(fault);
    expect(failed).toMatchObject({ layer, reasons: [{ id: reason }] });
    expect(results).toHaveLength(CLOUD_LAYERS.length);
  });

  it('warns when no user has the properties for matching', async () => {
    const { results } = await layers('no-mail');
    expect(results.at(-1)).toMatchObject({
      state: 'warning',
      reasons: [{ id: 'cloud-fields-missing', params: { missing: 'mail, employeeId' } }],
    });
  });

  it('names a proxy setting that permits no connection', async () => {
    const networkFor = (): Promise<never> => Promise.reject(new NetworkProblem('proxy-socks', 'proxy', { proxy: 'SOCKS' }));
    expect((await layers('none', { networkFor })).failed).toMatchObject({
      layer: 'cloud-sign-in-server',
      reasons: [{ id: 'proxy-socks' }],
    });
  });
});
