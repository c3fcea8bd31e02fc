import { createCipheriv, createDecipheriv, createHash, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBundle, sealBundle } from '#main/app/secrets/secret-bundle.ts';
import { listBundledSecretNames, parseBundle } from '#main/company/secret-bundle-content.ts';
import { DEFAULT_TIMEOUTS } from '#main/network/network.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';

const PASSPHRASE = 'correct horse battery';
const TEXT = JSON.stringify({ secret: '見本の Passw0rd', filler: 'x'.repeat(5_000) });

async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
    return 'none';
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure.code;
    throw error;
  }
}

const checksummed = (body: Buffer): Buffer => Buffer.concat([body, createHash('sha256').update(body).digest()]);
/** Creates a file as a person who knows the format could: any header, any passphrase, a correct checksum. */
function craft(header: Record<string, unknown>, plain = Buffer.from('{}'), cost = { N: 2 ** 14, r: 8, p: 1 }): Buffer {
  const salt = Buffer.alloc(32, 1);
  const nonce = Buffer.alloc(12, 2);
  const headerBytes = Buffer.from(
    JSON.stringify({
      kdf: 'scrypt',
      n: cost.N,
      r: cost.r,
      p: cost.p,
      salt: salt.toString('base64'),
      aead: 'aes-256-gcm',
      nonce: nonce.toString('base64'),
      length: plain.length,
      ...header,
    }),
  );
  const start = Buffer.concat([
    Buffer.from('TSNGBNDL'),
    Buffer.from([0, 1, headerBytes.length >> 8, headerBytes.length & 255]),
    headerBytes,
  ]);
  const cipher = createCipheriv('aes-256-gcm', scryptSync(PASSPHRASE, salt, 32, { ...cost, maxmem: 2 ** 28 }), nonce);
  cipher.setAAD(start);
  return checksummed(Buffer.concat([start, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

describe('a transfer file', () => {
  let sealed: Buffer;
  beforeAll(async () => {
    sealed = await sealBundle(TEXT, PASSPHRASE);
  });

  it('opens with its passphrase, also typed in another form of the same characters', async () => {
    expect(await openBundle(sealed, PASSPHRASE)).toBe(TEXT);
    const composed = await sealBundle('x', 'がぎぐげごパピプペポ12');
    expect(await openBundle(composed, 'がぎぐげごパピプペポ１２'.normalize('NFD'))).toBe('x');
  });

  it('has the layout that docs/bundle.md describes', () => {
    expect(sealed.subarray(0, 8).toString('latin1')).toBe('TSNGBNDL');
    expect(sealed.readUInt16BE(8)).toBe(1);
    const start = 12 + sealed.readUInt16BE(10);
    const header = JSON.parse(sealed.subarray(12, start).toString());
    expect(header).toMatchObject({ kdf: 'scrypt', n: 131_072, r: 8, p: 1, aead: 'aes-256-gcm', length: Buffer.byteLength(TEXT) });
    expect(Buffer.from(header.salt, 'base64')).toHaveLength(32);
    expect(sealed).toHaveLength(start + header.length + 16 + 32);
    const key = scryptSync(PASSPHRASE, Buffer.from(header.salt, 'base64'), 32, { N: header.n, r: header.r, p: header.p, maxmem: 2 ** 28 });
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(header.nonce, 'base64'));
    decipher.setAAD(sealed.subarray(0, start));
    decipher.setAuthTag(sealed.subarray(-48, -32));
    expect(Buffer.concat([decipher.update(sealed.subarray(start, -48)), decipher.final()]).toString()).toBe(TEXT);
  });

  it('contains neither its text nor its passphrase in clear, and differs each time', async () => {
    const raw = sealed.toString('latin1');
    for (const clear of ['Passw0rd', '見本', PASSPHRASE, 'xxxx', Buffer.from('Passw0rd').toString('base64').slice(0, 8)])
      expect(raw).not.toContain(Buffer.from(clear).toString('latin1'));
    const again = await sealBundle(TEXT, PASSPHRASE);
    expect(again.subarray(12).equals(sealed.subarray(12))).toBe(false);
  });

  it('distinguishes a wrong passphrase from a damaged file, wherever it was damaged', async () => {
    expect(await codeOf(openBundle(sealed, `${PASSPHRASE} `))).toBe('bundle-passphrase-wrong');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 12, max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Buffer.from(sealed);
        damaged[at] = (damaged[at] as number) ^ change;
        // Damage is reported before the passphrase is tried, so a correct and a wrong one give the same result.
        for (const passphrase of [PASSPHRASE, 'something else altogether'])
          expect(await codeOf(openBundle(damaged, passphrase))).toBe('bundle-damaged');
      }),
      { numRuns: 300 },
    );
  });

  it('is damaged when it is cut off or longer, and no transfer file when it begins otherwise', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: sealed.length - 1 }), async (length) => {
        const code = await codeOf(openBundle(sealed.subarray(0, length), PASSPHRASE));
        expect(code).toBe(length < 12 ? 'bundle-foreign' : 'bundle-damaged');
      }),
      { numRuns: 200 },
    );
    expect(await codeOf(openBundle(Buffer.concat([sealed, Buffer.from('more')]), PASSPHRASE))).toBe('bundle-damaged');
    expect(await codeOf(openBundle(Buffer.from('{"format":"tsunagi-drafts"}'), PASSPHRASE))).toBe('bundle-foreign');
    const later = Buffer.from(sealed);
    later.writeUInt16BE(2, 8);
    expect(await codeOf(openBundle(later, PASSPHRASE))).toBe('bundle-newer');
  });

  it('is refused if it was changed on purpose and its checksum was recomputed', async () => {
    const start = 12 + sealed.readUInt16BE(10);
    // Changes the encrypted text, the tag, and a header that stays valid; the tag protects each of them.
    for (const [at, change] of [
      [start + 5, 1],
      [sealed.length - 40, 128],
      [sealed.indexOf('"salt":"') + 8, 1],
    ] as const) {
      const body = Buffer.from(sealed.subarray(0, -32));
      body[at] = (body[at] as number) ^ change;
      expect(await codeOf(openBundle(checksummed(body), PASSPHRASE))).toMatch(/^bundle-(passphrase-wrong|damaged)$/);
    }
  });

  it('is refused when it asks for an absurd cost, before any memory is taken', async () => {
    const costs = [
      { n: 2 ** 31 },
      { n: 2 ** 40, r: 32 },
      { n: Number.MAX_SAFE_INTEGER },
      { n: 2 ** 20, r: 16 },
      { r: 2 ** 30 },
      { p: 1_000_000 },
      { n: 131_073 },
      { n: 0 },
      { n: -16_384 },
      { n: 1 },
      { n: 2 ** 10 },
      { r: 0 },
      { p: 0 },
    ];
    for (const cost of costs) expect(await codeOf(openBundle(craft(cost), PASSPHRASE)), JSON.stringify(cost)).toBe('bundle-cost-refused');
    expect(await codeOf(openBundle(craft({ n: 1.5 }), PASSPHRASE))).toBe('bundle-damaged');
    for (const short of [{ salt: Buffer.alloc(15).toString('base64') }, { nonce: Buffer.alloc(11).toString('base64') }])
      expect(await codeOf(openBundle(craft(short), PASSPHRASE))).toBe('bundle-damaged');
    expect(await codeOf(openBundle(craft({ kdf: 'md5' }), PASSPHRASE))).toBe('bundle-damaged');
    expect(await codeOf(openBundle(craft({ aead: 'none' }), PASSPHRASE))).toBe('bundle-damaged');
    expect(await codeOf(openBundle(craft({ length: 1 }), PASSPHRASE))).toBe('bundle-damaged');
    expect(await openBundle(craft({}), PASSPHRASE)).toBe('{}');
  });

  it('opens a file that another program wrote from the description', async () => {
    const file = readFileSync(join(import.meta.dirname, 'fixtures/version-1.tsunagi-bundle'));
    const contents = parseBundle(await openBundle(file, '正しい馬 電池 ホチキス'));
    expect(contents.company.name).toBe('見本商事');
    expect(listBundledSecretNames(contents)).toEqual(['catalog-password']);
    expect(contents.drafts.objects).toHaveLength(1);
    expect(await codeOf(openBundle(file, '正しい馬 電池 ホッチキス'))).toBe('bundle-passphrase-wrong');
  });

  it('is refused if its contents have another form, even if sealed correctly', () => {
    const whole = {
      format: 'tsunagi-bundle',
      version: 1,
      createdAt: '',
      writtenBy: '',
      company: { name: 'x', kind: 'test', serverAddress: null },
      settings: {
        companyDomains: [],
        aliasDomains: [],
        policies: { matching: null, exclusions: null, calendar: null, companyRules: null, lock: null, guards: null },
        views: [],
      },
      drafts: { format: 'tsunagi-drafts', version: 1, objects: [] },
      secrets: {},
    };
    expect(parseBundle(JSON.stringify(whole)).company.name).toBe('x');
    const network = { proxy: { kind: 'manual', url: 'http://proxy:8080', user: '', bypass: [] }, extraCa: [], systemStore: true };
    const withNetwork = (change: object) => ({
      ...whole,
      settings: { ...whole.settings, network: { ...network, basicUser: '', timeouts: DEFAULT_TIMEOUTS, ...change } },
    });
    expect(parseBundle(JSON.stringify(whole)).settings.network).toBeNull();
    expect(parseBundle(JSON.stringify(withNetwork({}))).settings.network).toMatchObject(network);
    const script = { proxy: { kind: 'pac', url: 'https://script.example/proxy.pac' } };
    expect(parseBundle(JSON.stringify(withNetwork(script))).settings.network).toMatchObject(script);
    const others: unknown[] = [
      withNetwork({ proxy: { ...network.proxy, url: 'http://user:password@proxy:8080' } }),
      withNetwork({ proxy: { kind: 'pac', url: 'file:///etc/proxy.pac' } }),
      withNetwork({ extraCa: ['-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----'] }),
      withNetwork({ clientCertificate: null }),
      'no JSON',
      { ...whole, version: 2 },
      { ...whole, more: 1 },
      { ...whole, secrets: { 'other-name': 'x' } },
      { ...whole, secrets: { 'access-key': '' } },
      { ...whole, company: { ...whole.company, kind: 'god' } },
      { ...whole, drafts: { ...whole.drafts, objects: [{ section: 'routes', id: 'r', body: {}, note: '' }] } },
      null,
      [],
    ];
    for (const other of others)
      expect(() => parseBundle(typeof other === 'string' ? other : JSON.stringify(other)), JSON.stringify(other)).toThrow(
        expect.objectContaining({ failure: expect.objectContaining({ code: 'bundle-invalid' }) }),
      );
  });
});
