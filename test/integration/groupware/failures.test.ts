import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectGroupware } from '#main/groupware/connect.ts';
import { DEFAULT_TIMEOUTS } from '#main/network/network.ts';
import type { Fault } from '../../support/sandbox/groupware-faults.ts';
import type { Sandbox, SandboxOptions } from '../../support/sandbox/sandbox.ts';
import { connectTo, everything, failureOf, patientClock, startServer } from './support.ts';

const KEY = 'kéy/with+odd=chars-9f8e7d6c';
const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});
const start = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const sandbox = await startServer(options);
  open.push(sandbox);
  return sandbox;
};
const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return (server.address() as AddressInfo).port;
};
/** Starts a server that is not NEO. */
const serve = (listener: RequestListener): Promise<number> => listen(createServer(listener));
const connect = (port: number, more: Partial<Parameters<typeof connectGroupware>[0]> = {}) =>
  failureOf(
    connectGroupware({ address: `http://127.0.0.1:${port}/cgi-bin/dneo/`, accessKey: 'k3y-of-the-test', clock: patientClock(), ...more }),
  );

describe('invalid answers', () => {
  it.each<[Fault['kind'], string, object]>([
    ['html', 'server-answer-invalid', { why: 'html', detail: expect.stringContaining('メンテナンス中') }],
    ['broken-json', 'server-answer-invalid', { why: 'not-json' }],
    ['wrong-shape', 'server-answer-invalid', { why: 'other-shape', detail: '["ok"]' }],
    ['key-expired', 'server-key-refused', { part: 'access-key' }],
    ['cut', 'server-unreachable', { reason: 'answer-cut', why: 'cut' }],
  ])('%s', async (kind, code, params) => {
    const sandbox = await start();
    const groupware = await connectTo(sandbox);
    open.push(groupware);
    sandbox.misbehave({ kind });
    const failure = await failureOf(groupware.readUsers({ onPage: () => undefined }));
    expect(failure).toMatchObject({ code, params: { address: new URL(sandbox.address).host, ...params } });
    sandbox.misbehave(null);
    expect((await everything(groupware.readUsers)).items).toHaveLength(1600);
  });

  it.each([
    ['a mail server', '220 mail.example ESMTP\r\n'],
    ['a header without a name', 'HTTP/1.1 200 OK\r\na@b : x\r\n\r\n{}'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    ['a broken chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}'],
  ])('an answer that violates HTTP is no unknown name: %s', async (_, text) => {
    const port = await serve(({ socket }) => void socket.end(text));
    expect(await connect(port)).toMatchObject({
      code: 'server-unreachable',
      params: { address: `127.0.0.1:${port}`, reason: 'answer-not-http', why: 'notHttp' },
    });
  });

  it('an item without an id is reported with its position', async () => {
    const port = await serve((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        const described = { status: 'ok', api: 1, server: 'x', time: '', capabilities: [], revision: '7' };
        const listed = { status: 'ok', allcnt: '2', revision: 7, list: { item: [{ id: 1 }, { name: '佐藤' }] } };
        response.end(JSON.stringify(body.includes('describe') ? described : listed));
      });
    });
    const groupware = await connectGroupware({ address: `http://127.0.0.1:${port}/`, accessKey: 'k', clock: patientClock() });
    open.push(groupware);
    expect(await failureOf(groupware.readOrganizations({ onPage: () => undefined }))).toMatchObject({
      code: 'server-answer-invalid',
      params: { why: 'other-shape', detail: 'list.1.id' },
    });
  });

  it('a gateway that refuses to identify itself is not treated as a NEO without gateway', async () => {
    const port = await serve((request, response) => {
      const answer = request.url?.includes('tsunagi') ? { status: 'ng', errorno: '-20', errormessage: '混雑' } : { status: 'ok', list: '' };
      response.end(JSON.stringify(answer));
    });
    expect(await connect(port)).toMatchObject({ code: 'server-refused', params: { errorno: -20, detail: '混雑' } });
  });

  it.each([400, 409, 500])('status %i is final', async (status) => {
    let calls = 0;
    const port = await serve((_, response) => {
      calls++;
      response.writeHead(status).end('壊れました');
    });
    expect(await connect(port)).toMatchObject({ code: 'server-refused', params: { status, detail: '壊れました' } });
    expect(calls).toBe(1);
  });
});

describe('servers that are not the one', () => {
  it('a port without a listener', async () => {
    const port = await serve(() => undefined);
    await open.pop()?.close();
    expect(await connect(port)).toMatchObject({
      code: 'server-unreachable',
      params: { address: `127.0.0.1:${port}`, detail: 'ECONNREFUSED', why: 'refused' },
    });
  });

  it('the name is unknown', async () => {
    const failure = await failureOf(connectGroupware({ address: 'https://neo.invalid/', accessKey: 'k', clock: patientClock() }));
    expect(failure).toMatchObject({ code: 'server-unreachable', params: { address: 'neo.invalid', why: 'name' } });
  });

  it('it never answers', async () => {
    const port = await serve(() => undefined);
    expect(await connect(port, { network: { timeouts: { ...DEFAULT_TIMEOUTS, headersMs: 300 } } })).toMatchObject({
      code: 'server-timeout',
      params: { phase: 'answer' },
    });
  });

  it('it starts to answer and stops', async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    });
    expect(await connect(port, { network: { timeouts: { ...DEFAULT_TIMEOUTS, bodyMs: 300 } } })).toMatchObject({
      code: 'server-timeout',
      params: { phase: 'body' },
    });
  });

  it('it has neither module', async () => {
    const port = await serve((_, response) => void response.writeHead(404).end());
    expect(await connect(port)).toMatchObject({ code: 'server-not-neo' });
  });

  it('it sends elsewhere: the key does not follow', async () => {
    let visitors = 0;
    const elsewhere = await serve((_, response) => {
      visitors++;
      response.end();
    });
    const port = await serve(
      (_, response) => void response.writeHead(307, { location: `http://127.0.0.1:${elsewhere}/tsunagi.cgi` }).end(),
    );
    expect(await connect(port)).toMatchObject({
      code: 'server-not-neo',
      params: { status: 307, location: `http://127.0.0.1:${elsewhere}` },
    });
    expect(visitors).toBe(0);
  });
});

describe('keys', () => {
  it('a wrong access key is refused', async () => {
    const sandbox = await start();
    expect(await failureOf(connectTo(sandbox, { accessKey: 'wrong-key' }))).toMatchObject({
      code: 'server-key-refused',
      params: { part: 'access-key' },
    });
  });

  it('HTTP Basic in front is passed with its password and refused without', async () => {
    const basic = { user: '管理', password: 'ひみつ:鍵' };
    const sandbox = await start({ basic });
    expect(await failureOf(connectTo(sandbox))).toMatchObject({ code: 'server-key-refused', params: { part: 'basic' } });
    const groupware = await connectTo(sandbox, { basic });
    open.push(groupware);
    expect((await everything(groupware.readRoles)).items).toHaveLength(12);
  });

  it.each(['text', 'html', 'message', 'hex'])('a server that echoes them does not get them into an error (%s)', async (form) => {
    const basic = { user: 'u', password: 'p4ssw0rd-of-basic' };
    const port = await serve((request, response) => {
      const secrets = `${request.headers['x-desknets-auth']} ${request.headers.authorization} ${encodeURIComponent(String(request.headers['x-desknets-auth']))}`;
      const encoded = Buffer.from(String(request.headers['x-desknets-auth'])).toString('hex');
      if (form === 'hex') return void response.end(encoded);
      if (form === 'text') response.end(secrets);
      else if (form === 'html') response.end(`<b>${secrets}</b>`);
      else response.writeHead(200).end(JSON.stringify({ status: 'ng', errorno: '-10', errormessage: secrets, errmsgadd: secrets }));
    });
    const accessKey = 'k3y/of+the=test';
    const { error } = await connect(port, { accessKey, basic });
    const told = `${error.message} ${error.stack} ${JSON.stringify(error.failure)}`;
    expect(told).toContain('***');
    for (const secret of [
      accessKey,
      encodeURIComponent(accessKey),
      basic.password,
      Buffer.from(`u:${basic.password}`).toString('base64'),
      Buffer.from(accessKey).toString('hex'),
    ]) {
      expect(told).not.toContain(secret);
    }
  });

  it('a key that no header can carry is refused before anything is sent', async () => {
    const sandbox = await start();
    const { error, code } = await failureOf(connectTo(sandbox, { accessKey: `${KEY}\n鍵` }));
    expect(code).toBe('server-key-refused');
    expect(`${error.message} ${error.stack}`).not.toContain(KEY);
    expect(sandbox.calls).toHaveLength(0);
  });

  it('the sandbox remembers calls without them', async () => {
    const sandbox = await start();
    const groupware = await connectTo(sandbox);
    open.push(groupware);
    await groupware.describe();
    expect(sandbox.calls.length).toBeGreaterThan(0);
    expect(JSON.stringify(sandbox.calls)).not.toContain(sandbox.accessKey);
  });
});

describe('certificates', () => {
  const secure = (): Promise<number> =>
    listen(
      createSecureServer({ key: fixture('server-key.pem'), cert: fixture('server.pem') }, (_, response) => {
        response.end(JSON.stringify({ status: 'ok', api: 1, server: 'secure', time: '', capabilities: [], revision: '7' }));
      }) as unknown as Server,
    );

  it('an unknown issuer is refused by name', async () => {
    const port = await secure();
    const failure = await failureOf(connectGroupware({ address: `https://127.0.0.1:${port}/`, accessKey: 'k', clock: patientClock() }));
    expect(failure).toMatchObject({ code: 'server-tls', params: { issuer: 'Demo Internal CA', address: `127.0.0.1:${port}` } });
  });

  it('the company authority can be trusted', async () => {
    const port = await secure();
    const groupware = await connectGroupware({
      address: `https://localhost:${port}/`,
      accessKey: 'k',
      network: { trust: { extraCa: [fixture('ca.pem')], systemStore: false } },
      clock: patientClock(),
    });
    open.push(groupware);
    expect(await groupware.describe()).toMatchObject({ server: 'secure' });
  });

  it('a server without TLS behind https is a TLS failure', async () => {
    const port = await serve((_, response) => void response.end());
    const failure = await failureOf(connectGroupware({ address: `https://127.0.0.1:${port}/`, accessKey: 'k', clock: patientClock() }));
    expect(failure.code).toBe('server-tls');
  });
});

describe('a stock NEO', () => {
  it('is recognized, lists users and reports what it does not provide', async () => {
    const sandbox = await start({ gateway: false });
    const groupware = await connectTo(sandbox);
    open.push(groupware);
    expect(groupware.kind).toBe('stock-neo');
    expect(await groupware.describe()).toMatchObject({ kind: 'stock-neo', capabilities: ['list_users'], revision: null });
    const before = sandbox.calls.length;
    const { items } = await everything(groupware.readUsers);
    expect(items).toHaveLength(1560);
    expect(items[0]).toMatchObject({ id: '1001', name: '吉田 太一', workEmail: 'taichi.yoshida@demo-shoji.example', state: 'active' });
    expect((await everything(groupware.readUsers, { from: 1550 })).items).toEqual(items.slice(1550));
    expect(sandbox.calls.length - before).toBe(2);
    expect(await groupware.readUsers({ onPage: () => undefined })).toEqual({
      total: 1560,
      revision: null,
      missingFields: ['employeeCode', 'title', 'mobileEmail', 'homeEmail', 'otherEmail', 'organizations', 'state'],
    });
    for (const read of [groupware.readOrganizations, groupware.readRoles, groupware.readApprovers]) {
      expect(await failureOf(read({ onPage: () => undefined }))).toMatchObject({ code: 'server-not-gateway' });
    }
  });
});
