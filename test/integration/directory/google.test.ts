import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudAdapterOptions, createCloudAdapter } from '#main/directory/cloud/cloud-adapter.ts';
import { GOOGLE } from '#main/directory/cloud/google.ts';
import { DirectoryProblem } from '#main/directory/directory-problem.ts';
import { DIRECT_NETWORK } from '#main/network/network.ts';
import { NetworkProblem } from '#main/network/problem.ts';
import type { GoogleDirectory } from '#shared/domain/integration/cloud-directory.ts';
import { CLOUD_LAYERS, type LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';
import { compactGoogleKey } from '#shared/domain/integration/google-key.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';

const PEOPLE = 1_250;
const EMAIL = 'reader@project.iam.gserviceaccount.com';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const PEM = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
/** A key file as Google writes it. Its address is ignored. */
const KEY_FILE = JSON.stringify(
  { type: 'service_account', private_key_id: 'k1', private_key: PEM, client_email: EMAIL, token_uri: 'http://127.0.0.2:9/token' },
  null,
  2,
);

let sandbox: Sandbox;
beforeAll(async () => {
  const users = Array.from({ length: PEOPLE }, (_, at) => ({
    kind: 'admin#directory#user',
    id: String(at),
    primaryEmail: `p${at}@example.co.jp`,
    aliases: [`alias${at}@example.co.jp`],
    name: { fullName: `社員 ${at}`, familyName: '社員', givenName: String(at) },
    externalIds: [{ type: 'organization', value: String(at).padStart(6, '0') }],
    organizations: [{ department: '営業部', primary: true }],
    suspended: at % 10 === 0,
    archived: false,
  }));
  sandbox = await startSandbox({ google: { clientEmail: EMAIL, publicKey, domain: 'example.co.jp', users } });
});
afterAll(() => sandbox.close());

/** Faults of the demo's Google Workspace; each applies to the administrator with its name before the @. */
type GoogleFault =
  | 'admin'
  | 'no-permission'
  | 'no-delegation'
  | 'quota'
  | 'token-expires'
  | 'cut'
  | 'other-kind'
  | 'no-users'
  | 'echo'
  | 'suspended-admin';

type Parts = CloudAdapterOptions<GoogleDirectory>;
const google = (fault: GoogleFault, change: Partial<Parts> = {}) =>
  createCloudAdapter(GOOGLE, {
    directory: { kind: 'google', admin: `${fault}@example.co.jp` },
    servers: sandbox.cloudServers.google,
    secret: { kind: 'password', value: compactGoogleKey(KEY_FILE) ?? '' },
    networkFor: async () => DIRECT_NETWORK,
    now: Date.now,
    patience: { waitMs: 8_000 },
    ...change,
  });

const read = (fault: GoogleFault, change: Partial<Parts> = {}) =>
  google(fault, change).readPeople(new AbortController().signal, () => undefined);

async function failure(...order: Parameters<typeof read>): Promise<DirectoryProblem | NetworkProblem> {
  const error = await read(...order).then(
    ({ people }) => new Error(`read ${people.length}`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof DirectoryProblem || error instanceof NetworkProblem) return error;
  throw error;
}

async function layers(fault: GoogleFault, change: Partial<Parts> = {}) {
  const results: LayerResult[] = [];
  for await (const result of google(fault, change).testLayers(new AbortController().signal)) results.push(result);
  return { results, failed: results.find(({ state }) => state === 'failed') };
}

describe('reading Google Workspace', () => {
  it('reads all pages with the fields for matching', async () => {
    const { people, entries } = await read('admin');
    expect([people.length, entries]).toEqual([PEOPLE, PEOPLE]);
    expect(people[1]).toEqual({
      mail: 'p1@example.co.jp',
      principalName: 'p1@example.co.jp',
      accountName: '',
      employeeId: '000001',
      name: '社員 1',
      state: 'enabled',
      group: '営業部',
    });
    expect(people.filter(({ state }) => state === 'disabled')).toHaveLength(125);
  });

  it('waits when the quota is used up, and renews a token that expires in the middle', async () => {
    expect((await read('quota')).people).toHaveLength(PEOPLE);
    expect((await read('token-expires')).people).toHaveLength(PEOPLE);
  });

  it.each([
    ['no-permission', 'google-permission-missing', { code: 'forbidden' }],
    ['no-delegation', 'google-delegation-missing', { code: 'unauthorized_client' }],
    ['suspended-admin', 'google-grant-refused', { code: 'invalid_grant' }],
    ['cut', 'answer-cut', {}],
    ['other-kind', 'cloud-unreadable', { part: 'page' }],
  ] as const)('returns no list after the fault %s, and names the reason', async (fault, reason, params) => {
    expect(await failure(fault)).toMatchObject({ reason, params });
  });

  it('names a file without a usable key, and a key of another account', async () => {
    expect(await failure('admin', { secret: { kind: 'password', value: '{}' } })).toMatchObject({ reason: 'google-key-malformed' });
    const other = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const value = JSON.stringify({ client_email: EMAIL, private_key: other });
    expect(await failure('admin', { secret: { kind: 'password', value } })).toMatchObject({
      reason: 'google-grant-refused',
      params: { message: 'Invalid JWT Signature.' },
    });
    const weak = generateKeyPairSync('rsa', { modulusLength: 1_024 }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const weakFile = JSON.stringify({ client_email: EMAIL, private_key: weak });
    expect(await failure('admin', { secret: { kind: 'password', value: weakFile } })).toMatchObject({ reason: 'google-key-malformed' });
  });

  it('never sends the key, and masks the signed request in an error that repeats it', async () => {
    const { params } = await failure('echo');
    expect(params['message']).toBe('Invalid JWT: ***');
    const seen = JSON.stringify([params, (await layers('echo')).results]);
    expect(seen).not.toMatch(/eyJ[\w-]{20}/);
    expect(seen).not.toContain(PEM.split('\n')[1] ?? '');
  });

  it('saves a key that fits into the keychain of Windows, without the addresses of the file', () => {
    const saved = compactGoogleKey(KEY_FILE) ?? '';
    expect(saved.length).toBeLessThan(2_200);
    expect(saved).not.toContain('token_uri');
    expect([compactGoogleKey(saved), compactGoogleKey('a password'), compactGoogleKey('null')]).toEqual([saved, null, null]);
  });
});

describe('testing the connection to Google Workspace', () => {
  it('passes all layers and reads one page', async () => {
    const { results } = await layers('admin');
    expect(results.map(({ layer, state }) => [layer, state])).toEqual(CLOUD_LAYERS.map((layer) => [layer, 'passed']));
    expect(results.at(-1)?.facts).toEqual({ users: 500 });
  });

  it.each([
    ['no-delegation', 'cloud-sign-in', 'google-delegation-missing'],
    ['no-permission', 'cloud-people', 'google-permission-missing'],
    ['no-users', 'cloud-people', 'cloud-no-people'],
  ] as const)('names the layer and the reason of the fault %s', async (fault, layer, reason) => {
    expect((await layers(fault)).failed).toMatchObject({ layer, reasons: [{ id: reason }] });
  });
});
