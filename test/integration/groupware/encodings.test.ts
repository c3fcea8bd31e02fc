import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { connectGroupware } from '#main/groupware/connect.ts';
import { testGroupware } from '#main/groupware/layers.ts';
import { DIRECT_NETWORK } from '#main/network/network.ts';
import { listen } from '../../support/network/servers.ts';
import { everything, failureOf, patientClock } from './support.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

/** 佐藤 encoded in CP932. */
const SATO_IN_CP932 = Buffer.from([0x8d, 0xb2, 0x93, 0xa1]);

/** Starts a NEO whose only user has these bytes as name, with or without the gateway. */
async function neo(kind: 'gateway' | 'stock', name: Buffer, before = Buffer.alloc(0)): Promise<string> {
  const server = await listen(
    createServer(async (request, response) => {
      let asked = '';
      for await (const chunk of request) asked += chunk;
      if (kind === 'stock' && request.url?.includes('tsunagi')) return void response.writeHead(404).end();
      if (asked.includes('describe'))
        return void response.end(JSON.stringify({ status: 'ok', api: 1, server: 's', time: '', capabilities: [], revision: 1 }));
      const user = '{"id":1,"login_id":"a","work_email":"a@example.co.jp","state":"active","name":"';
      response.end(
        Buffer.concat([before, Buffer.from(`{"status":"ok","allcnt":1,"revision":1,"list":{"item":[${user}`), name, Buffer.from('"}]}}')]),
      );
    }),
  );
  open.push(server);
  return `http://127.0.0.1:${server.port}/cgi-bin/dneo/dneo.cgi`;
}

async function namesAt(address: string): Promise<readonly string[]> {
  const groupware = await connectGroupware({ address, accessKey: 'k', clock: patientClock() });
  open.push(groupware);
  return (await everything(groupware.readUsers)).items.map((user) => user.name);
}

async function tested(address: string): Promise<string | undefined> {
  for await (const { state, reasons } of testGroupware({
    address,
    key: { kind: 'key', value: 'k' },
    basic: { kind: 'none' },
    networkFor: async () => DIRECT_NETWORK,
    signal: new AbortController().signal,
    now: Date.now,
  }))
    if (state === 'failed') return reasons[0]?.id;
  return undefined;
}

describe.each(['gateway', 'stock'] as const)('the answer of a NEO, %s', (kind) => {
  it('in an encoding other than UTF-8 is refused by reads and by the test, so that no name is garbled', async () => {
    const address = await neo(kind, SATO_IN_CP932);
    expect(await failureOf(namesAt(address))).toMatchObject({ code: 'server-answer-invalid', params: { why: 'encoding' } });
    expect(await tested(address)).toBe('neo-encoding');
  });

  it('may begin with a byte order mark, and have letters that were lost elsewhere', async () => {
    const address = await neo(kind, Buffer.from('佐\uFFFD'), Buffer.from('\uFEFF'));
    expect(await namesAt(address)).toEqual(['佐\uFFFD']);
    expect(await tested(address)).toBeUndefined();
  });
});
