import { createServer } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { testAmazon } from '#main/amazon/amazon-test.ts';
import { connectGroupware } from '#main/groupware/connect.ts';
import { testGroupware } from '#main/groupware/layers.ts';
import { DIRECT_NETWORK } from '#main/network/network.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { listen } from '../../support/network/servers.ts';

/** Servers that compress their responses although no request asks for it. */

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

const DESCRIBED = { status: 'ok', api: 1, server: 's', time: '', capabilities: [], revision: 1 };
const PEOPLE = Array.from({ length: 40 }, (_, n) => ({
  id: n,
  login_id: `u${n}`,
  name: `佐藤 ${n}`,
  state: 'active',
  work_email: `u${n}@example.co.jp`,
}));

type Encode = (body: Buffer) => { readonly bytes: Buffer; readonly encoding?: string };

/** Starts a gateway that encodes its responses; the encoded body of `list_users` can be replaced. */
async function startGateway(encode: Encode, listed?: Buffer): Promise<string> {
  const server = await listen(
    createServer(async (request, response) => {
      let form = '';
      for await (const chunk of request) form += chunk;
      const action = new URLSearchParams(form).get('action');
      const items = action === 'list_users' ? PEOPLE : [];
      const answer = action === 'describe' ? DESCRIBED : { status: 'ok', allcnt: items.length, list: { item: items }, revision: 1 };
      const { bytes, encoding } =
        action === 'list_users' && listed !== undefined ? { bytes: listed, encoding: 'gzip' } : encode(Buffer.from(JSON.stringify(answer)));
      if (encoding !== undefined) response.setHeader('content-encoding', encoding);
      response.end(bytes);
    }),
  );
  open.push(server);
  return `http://127.0.0.1:${server.port}/`;
}

async function readNames(address: string): Promise<readonly string[]> {
  const groupware = await connectGroupware({ address, accessKey: 'k', pacing: { retries: 0 } });
  open.push(groupware);
  const names: string[] = [];
  await groupware.readUsers({ onPage: (page) => void names.push(...page.map(({ name }) => name)) });
  return names;
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
}

async function layersOf(address: string): Promise<readonly string[]> {
  const key = { kind: 'key', value: 'k' } as const;
  const signal = new AbortController().signal;
  const results: string[] = [];
  const test = testGroupware({ address, key, basic: { kind: 'none' }, networkFor: async () => DIRECT_NETWORK, signal, now: Date.now });
  for await (const result of test) results.push(JSON.stringify(result));
  return results;
}

/** Returns the result of testing an Amazon that responds with these bytes. */
async function amazonReasons(bytes: Buffer, encoding?: string): Promise<string> {
  const server = await listen(
    createServer((request, response) => {
      request.resume().on('end', () => {
        if (encoding !== undefined) response.setHeader('content-encoding', encoding);
        response.setHeader('content-type', 'text/xml; charset=UTF-8').end(bytes);
      });
    }),
  );
  open.push(server);
  const origin = `http://127.0.0.1:${server.port}`;
  const uuid = '3d7fd1a9-7b1c-4a52-9a86-2f9ce2f7a111';
  const results: unknown[] = [];
  for await (const result of testAmazon({
    integration: { systemLogin: 'SHOJI0000000000', poRequestUrl: `${origin}/${uuid}`, punchoutUrl: `${origin}/punchout` },
    sharedSecret: 'aB3'.repeat(10),
    testEmail: 'hanako@example.co.jp',
    company: 'real',
    extras: [],
    demoOrigin: origin,
    networkFor: async () => DIRECT_NETWORK,
    signal: new AbortController().signal,
    now: () => 0,
    userAgent: 'Tsunagi test',
  }))
    results.push(result);
  // Removes the differences between two tests: port, times and request ID.
  return JSON.stringify(results)
    .replaceAll(String(server.port), 'port')
    .replaceAll(/"milliseconds":\d+/g, '')
    .replaceAll(/"payloadId":"[^"]*"/g, '');
}

/** Returns a body of a few hundred kilobytes that decodes to as many megabytes, as consecutive gzip members (RFC 1952 2.2). */
function bomb(megabytes: number, before: string): Buffer {
  const member = gzipSync(Buffer.alloc(1024 * 1024, 0x20));
  return Buffer.concat([gzipSync(before), ...Array.from({ length: megabytes }, () => member)]);
}

describe('a gateway', () => {
  it.each<[string, Encode]>([
    ['in gzip', (body) => ({ bytes: gzipSync(body), encoding: 'gzip' })],
    ['in gzip without a header that says so', (body) => ({ bytes: gzipSync(body) })],
    ['in brotli', (body) => ({ bytes: brotliCompressSync(body), encoding: 'br' })],
    ['in deflate', (body) => ({ bytes: deflateSync(body), encoding: 'Deflate' })],
    ['uncompressed under a header that says gzip', (body) => ({ bytes: body, encoding: 'gzip' })],
  ])('whose answers come %s is read and tested', async (_, encode) => {
    const address = await startGateway(encode);
    expect(await readNames(address)).toEqual(PEOPLE.map(({ name }) => name));
    expect((await layersOf(address)).filter((line) => line.includes('failed'))).toEqual([]);
  });

  it('is refused if its answer is cut off or damaged', async () => {
    const whole = gzipSync(JSON.stringify(DESCRIBED));
    for (const bytes of [whole.subarray(0, whole.length - 9), Buffer.concat([whole.subarray(0, 12), Buffer.alloc(80, 0xff)])]) {
      const address = await startGateway(() => ({ bytes, encoding: 'gzip' }));
      expect(await failureOf(readNames(address))).toMatchObject({ params: { reason: 'answer-cut' } });
      expect((await layersOf(address)).join('\n')).toContain('answer-cut');
    }
  });

  it('is refused if a small body expands to a large answer, before it is fully in memory', async () => {
    const small = bomb(300, '{"status":"ok","api":1');
    expect(small.length).toBeLessThan(512 * 1024);
    const described = await startGateway(() => ({ bytes: small, encoding: 'gzip' }));
    const before = process.memoryUsage().rss;
    expect(await failureOf(readNames(described))).toMatchObject({ params: { why: 'too-large' } });
    expect((await layersOf(described)).join('\n')).toContain('answer-too-large');
    const listed = await startGateway((body) => ({ bytes: body }), bomb(300, '{"status":"ok","list":["'));
    expect(await failureOf(readNames(listed))).toMatchObject({ params: { why: 'too-large' } });
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});

describe('Amazon', () => {
  const refusal = Buffer.from('<cXML><Response><Status code="401" text="Unauthorized">身元を確認できません</Status></Response></cXML>');

  it('is understood alike with and without compression', async () => {
    const plain = await amazonReasons(refusal);
    expect(plain).toContain('401');
    expect(await amazonReasons(gzipSync(refusal), 'gzip')).toBe(plain);
    expect(await amazonReasons(gzipSync(refusal))).toBe(plain);
  });

  it('is refused if a small body expands to a large answer', async () => {
    expect(await amazonReasons(bomb(100, '<cXML>'), 'gzip')).toContain('answer-too-large');
  });
});
