import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOidcClient } from '#main/hosts/server/oidc-client.ts';
import { waitForResult } from '../../support/team-demo.ts';
import { type Browser, startTestTeam, type TestTeam } from '../../support/team-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The provider reports sign-outs to the server (OpenID Connect Back-Channel Logout 1.0). */

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const statusOf = async (browser: Browser): Promise<number> => (await browser.call('companies.list', {})).status;

describe('a sign-out at the provider', () => {
  let test: TestTeam;
  beforeAll(async () => {
    test = await startTestTeam(temporaryFolder('back-channel'));
  }, 60_000);
  afterAll(() => test.close());

  /** Ends the session at the provider, as the person does on the provider's own page. */
  async function signOutAtProvider(browser: Browser): Promise<void> {
    const { issuer } = test.config.oidc;
    const page = await (await browser.request(`${issuer}/session/end`)).text();
    const [, xsrf = ''] = /name="xsrf" value="(\w+)"/.exec(page) ?? [];
    await browser.request(`${issuer}/session/end/confirm`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ xsrf, logout: 'yes' }).toString(),
    });
  }

  it('ends the session of that browser here, and no other', async () => {
    const [office, home, other] = [await test.signIn('editor'), await test.signIn('editor'), await test.signIn('viewer')];
    expect(await Promise.all([office, home, other].map(statusOf))).toEqual([200, 200, 200]);
    await signOutAtProvider(office);
    await waitForResult(
      () => statusOf(office),
      (status) => status === 401,
    );
    expect(await Promise.all([home, other].map(statusOf))).toEqual([200, 200]);
    const log = await test.team.describeAccessLog();
    expect(log.filter(({ event }) => event === 'signed-out').map(({ person }) => person?.name)).toEqual(['編集者']);
    await office.signInAs('editor');
    expect(await statusOf(office)).toBe(200);
  });

  it('is refused without a valid token, in any form that a stranger can send', async () => {
    const editor = await test.signIn('editor');
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const send = async (init: RequestInit) => (await fetch(`${test.url}/back-channel-logout`, { method: 'POST', ...init })).status;
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ sub: 'editor', events: { [EVENT]: {} } }))}.`;
    expect([
      await send({ headers: form, body: '' }),
      await send({ headers: form, body: `logout_token=${unsigned}` }),
      await send({ headers: form, body: `logout_token=${'x'.repeat(20_000)}` }),
      await send({ headers: { 'Content-Type': 'application/json' }, body: '{}' }),
      await send({ method: 'GET' }),
    ]).toEqual([400, 400, 413, 415, 405]);
    expect(await statusOf(editor)).toBe(200);
  });
});

describe('a logout token', () => {
  let server: Server;
  let issuer: string;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  beforeAll(async () => {
    keys = await generateKeyPair('RS256');
    server = createServer(async (request, response) => {
      const key = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
      const discovery = {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
      };
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(request.url === '/keys' ? { keys: [key] } : discovery));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  const VALID = { sub: 'person', sid: 'session', jti: 'one', events: { [EVENT]: {} } };
  interface TokenOptions {
    readonly issuedAgoS?: number;
    readonly audience?: string;
    readonly from?: string;
    readonly key?: typeof keys.privateKey;
  }
  async function read(
    payload: JWTPayload,
    { issuedAgoS = 0, audience = 'tsunagi', from = issuer, key = keys.privateKey }: TokenOptions = {},
  ) {
    const oidc = { issuer, clientId: 'tsunagi', scopes: ['openid'], rolesClaim: 'roles', roles: [] };
    const config = { publicUrl: 'http://localhost:1', oidc } as unknown as Parameters<typeof createOidcClient>[0];
    const issuedAt = Math.floor(Date.now() / 1_000) - issuedAgoS;
    const signed = new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'logout+jwt' });
    const token = await signed.setIssuer(from).setAudience(audience).setIssuedAt(issuedAt).sign(key);
    return createOidcClient(config, null).readLogoutToken(token);
  }

  it('names a person, a session, or both', async () => {
    expect(await read(VALID)).toMatchObject({ issuer, subject: 'person', providerSession: 'session' });
    expect(await read({ ...VALID, sid: undefined })).toMatchObject({ subject: 'person', providerSession: null });
    expect(await read({ ...VALID, sub: undefined as never })).toMatchObject({ subject: null, providerSession: 'session' });
    await expect(read({ ...VALID, sub: undefined as never, sid: undefined })).rejects.toThrow('neither a person nor a session');
  });

  it.each([
    ['of another issuer', VALID, { from: 'https://other.example' }],
    ['for another client', VALID, { audience: 'other' }],
    ['that is too old', VALID, { issuedAgoS: 200 }],
    ['from the future', VALID, { issuedAgoS: -200 }],
    ['with the nonce of an ID token', { ...VALID, nonce: 'n' }, {}],
    ['without the event of a sign-out', { ...VALID, events: {} }, {}],
    ['without an id', { ...VALID, jti: undefined as never }, {}],
  ] as const)('%s is refused', async (_name, payload, options) => {
    await expect(read(payload as JWTPayload, options)).rejects.toThrow();
  });

  it('with the signature of another key is refused', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    await expect(read(VALID, { key: privateKey })).rejects.toThrow('signature');
  });
});
