import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOidcClient } from '#main/hosts/server/oidc-client.ts';

/** A sign-in counts only with an ID token that a published key of the provider has signed. */

interface SigningKey {
  readonly id: string;
  readonly pair: Awaited<ReturnType<typeof generateKeyPair>>;
}

let server: Server;
let issuer: string;
/** The key that the provider publishes, the one with which it signs, and the nonce of the sign-in. */
let published: SigningKey;
let signing: SigningKey;
let nonce = '';

const createKey = async (id: string): Promise<SigningKey> => ({ id, pair: await generateKeyPair('RS256') });

async function createIdToken(): Promise<string> {
  const token = new SignJWT({ nonce, name: '管理者' }).setProtectedHeader({ alg: 'RS256', kid: signing.id });
  return token
    .setIssuer(issuer)
    .setSubject('person')
    .setAudience('tsunagi')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(signing.pair.privateKey);
}

beforeAll(async () => {
  published = await createKey('one');
  signing = published;
  server = createServer(async (request, response) => {
    const key = { ...(await exportJWK(published.pair.publicKey)), kid: published.id, alg: 'RS256', use: 'sig' };
    const answers: Record<string, unknown> = {
      '/keys': { keys: [key] },
      '/token': { access_token: 'access', token_type: 'Bearer', id_token: await createIdToken() },
    };
    const discovery = {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
    };
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answers[request.url ?? ''] ?? discovery));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

function createClient() {
  const oidc = { issuer, clientId: 'tsunagi', scopes: ['openid'], rolesClaim: 'roles', roles: [] };
  return createOidcClient({ publicUrl: 'http://localhost:1', oidc } as unknown as Parameters<typeof createOidcClient>[0], null);
}

async function signIn(client: ReturnType<typeof createClient>): Promise<string> {
  const started = await client.start({ again: false });
  nonce = started.nonce;
  const { subject } = await client.finish(new URL(`http://localhost:1/sign-in/callback?code=one&state=${started.state}`), started, {
    again: false,
  });
  return subject;
}

describe('an ID token', () => {
  it('is refused if another key has signed it, also under the name of the published one', async () => {
    const client = createClient();
    expect(await signIn(client)).toBe('person');
    signing = await createKey('one');
    await expect(signIn(client)).rejects.toThrow('signature');
    signing = published;
    expect(await signIn(client)).toBe('person');
  });

  it('is accepted after the provider replaced its key, by a client that knows the former one', async () => {
    const client = createClient();
    expect(await signIn(client)).toBe('person');
    published = await createKey('two');
    signing = published;
    await setTimeout(1_100);
    expect(await signIn(client)).toBe('person');
  });
});
