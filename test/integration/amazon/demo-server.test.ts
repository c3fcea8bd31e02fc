import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseCxmlAnswer } from '#main/amazon/cxml-answer.ts';
import { writeSetupRequest } from '#main/amazon/cxml-request.ts';
import { startSandbox as startServer } from '#main/sandbox/sandbox.ts';
import { AMAZON_FAULTS } from '../../support/sandbox/amazon-faults.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.amazon.calls.length = 0;
});

const good = (): string =>
  writeSetupRequest({
    identity: sandbox.amazon.systemLogin,
    sharedSecret: sandbox.amazon.sharedSecret,
    userAgent: 'test',
    payloadId: '1@x',
    timestamp: '2026-01-01T00:00:00Z',
    deploymentMode: 'test',
    buyerCookie: 'c',
    userEmail: 'hanako@example.co.jp',
    returnAddress: 'https://neo.example.co.jp/',
  });
const post = (path: string, body: string): Promise<Response> => fetch(`${sandbox.amazon.origin}${path}`, { method: 'POST', body });
async function statusOf(path: string, body: string): Promise<readonly string[]> {
  const response = await post(path, body);
  const answer = parseCxmlAnswer(new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type') ?? '');
  const [status] = answer.kind === 'answer' ? answer.statuses : [];
  return [status?.code ?? 'none', status?.detail ?? ''];
}

describe("the demo's Amazon", () => {
  it('answers a right request as Amazon does: no DOCTYPE, a Status without text', async () => {
    const text = await (await post(sandbox.amazon.punchoutPath, good())).text();
    expect(text).toContain('<Status code="200"/>');
    expect(text).not.toContain('DOCTYPE');
    expect(text).toContain('<StartPage>');
  });

  it.each([
    ['Identity of the sender', () => good().replaceAll(sandbox.amazon.systemLogin, 'OTHER'), '401'],
    ['password', () => good().replace(sandbox.amazon.sharedSecret, 'wrong'), '401'],
    ['recipient', () => good().replace('>Amazon<', '>Other<'), '400'],
    ['domain', () => good().replaceAll('NetworkId', 'DUNS'), '400'],
    ['UserAgent', () => good().replace('<UserAgent>test</UserAgent>', '<UserAgent></UserAgent>'), '400'],
    ['form', () => good().slice(0, -10), '400'],
    ['an internal subset', () => good().replace('cXML.dtd">', 'cXML.dtd" [<!ENTITY a "b">]>'), '400'],
    ['e-mail address', () => good().replace(/<Extrinsic.*<\/Extrinsic>/, ''), '403'],
    ['return address', () => good().replace(/<BrowserFormPost>.*<\/BrowserFormPost>/, ''), '403'],
    ['kind', () => good().replaceAll('PunchOutSetupRequest', 'OtherRequest'), '450'],
  ])('checks the %s', async (_, document, expected) => {
    expect((await statusOf(`${sandbox.amazon.punchoutPath}/test`, document()))[0]).toBe(expected);
  });

  it('names the missing fields in the body of the Status', async () => {
    const document = good().replace(/<Extrinsic.*<\/BrowserFormPost>/, '');
    const [code, detail] = await statusOf(sandbox.amazon.punchoutPath, document);
    expect(code).toBe('403');
    expect(detail).toMatch(/1@x.*HOOK URL.*EMAIL/);
  });

  it('refuses every order, right or wrong, and any other PO address', async () => {
    const order = good().replaceAll('PunchOutSetupRequest', 'OrderRequest');
    expect((await statusOf(sandbox.amazon.poPath, order))[0]).toBe('403');
    expect((await post(sandbox.amazon.poPath.replace(/.$/, '0'), order)).status).toBe(404);
    expect((await fetch(`${sandbox.amazon.origin}${sandbox.amazon.poPath}`)).status).toBe(405);
  });

  it('records each request of a StartPage, so that none goes unnoticed', async () => {
    const text = await (await post(sandbox.amazon.punchoutPath, good())).text();
    await fetch(/<URL>([^<?]*)/.exec(text)?.[1] ?? '');
    expect(sandbox.amazon.calls.map(({ end }) => end)).toEqual(['punchout', 'start-page']);
  });

  it('notes no password', async () => {
    await post(sandbox.amazon.punchoutPath, good());
    expect(JSON.stringify(sandbox.amazon.calls)).not.toContain(sandbox.amazon.sharedSecret);
  });

  it('has the fault that it was given until that is ended', async () => {
    sandbox.amazon.misbehave('status-500');
    expect((await statusOf(sandbox.amazon.punchoutPath, good()))[0]).toBe('500');
    sandbox.amazon.misbehave(null);
    expect((await statusOf(sandbox.amazon.punchoutPath, good()))[0]).toBe('200');
    expect(new Set(AMAZON_FAULTS).size).toBe(AMAZON_FAULTS.length);
  });

  it('has no fault of its own, for any e-mail address', async () => {
    const server = await startServer();
    const document = good().replace(sandbox.amazon.sharedSecret, server.amazon.sharedSecret).replace('hanako@', 'status-500@');
    const answer = await fetch(`${server.amazon.origin}${server.amazon.punchoutPath}`, { method: 'POST', body: document });
    expect(await answer.text()).toContain('<Status code="200"/>');
    await server.close();
  });

  it('has a different password after each start', async () => {
    const other = await startSandbox();
    expect(other.amazon.sharedSecret).toMatch(/^[A-Za-z0-9]{30}$/);
    expect(other.amazon.sharedSecret).not.toBe(sandbox.amazon.sharedSecret);
    await other.close();
  });
});
