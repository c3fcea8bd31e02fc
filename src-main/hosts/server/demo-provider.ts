import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { ServerConfig } from './server-config.ts';

/** A person of the demo. Each has rights of its own, so that roles and conflicts can be tried in several browsers. */
export interface DemoPerson {
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { subject: 'administrator', name: '管理者（デモ）', roles: ['serverAdministrator', 'editor', 'applier'] },
  { subject: 'editor', name: '編集者（デモ）', roles: ['editor'] },
  { subject: 'approver', name: '承認者（デモ）', roles: ['approver'] },
];

/** Rights for the roles of the demo people, as in a configuration file. */
export const DEMO_ROLES: ServerConfig['oidc']['roles'] = [
  { value: 'serverAdministrator', serverAdministrator: true, company: '*', roles: [] },
  { value: 'editor', serverAdministrator: false, company: '*', roles: ['editor'] },
  { value: 'approver', serverAdministrator: false, company: '*', roles: ['approver'] },
  { value: 'applier', serverAdministrator: false, company: '*', roles: ['applier'] },
  { value: 'viewer', serverAdministrator: false, company: '*', roles: ['viewer'] },
];

export interface DemoProvider {
  readonly issuer: string;
  close(): Promise<void>;
}

/** Returns a new private key, so that tokens of an earlier demo are not accepted. */
const createSigningKey = () => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  use: 'sig',
  kid: 'demo',
});

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Creates a provider without the library's warning about its storage in memory, which is intended here. */
function createQuietly(...options: ConstructorParameters<typeof Provider>): Provider {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return new Provider(...options);
  } finally {
    console.warn = warn;
  }
}

/**
 * Starts an OpenID provider on this computer in which anyone can sign in as one of `people`. Only for the demo and tests. `port` 0 = a free
 * one.
 */
export async function startDemoProvider(options: {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly postLogoutUri: string;
  /** Address to which sign-outs are reported; omitted = none. */
  readonly backChannelUri?: string;
  readonly people?: readonly DemoPerson[];
  readonly port?: number;
}): Promise<DemoProvider> {
  const { clientId, redirectUri, postLogoutUri, backChannelUri, people = DEMO_PEOPLE } = options;
  const { createServer } = await import('node:http');
  let provider: Provider | null = null;
  const server: Server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  provider = createQuietly(issuer, {
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [postLogoutUri],
        application_type: 'native',
        ...(backChannelUri !== undefined && { backchannel_logout_uri: backChannelUri, backchannel_logout_session_required: true }),
      },
    ],
    findAccount: (_context, id) => {
      const person = people.find(({ subject }) => subject === id);
      return (
        person && { accountId: id, claims: () => ({ sub: id, name: person.name, email: `${id}@demo.example`, roles: [...person.roles] }) }
      );
    },
    claims: { openid: ['sub'], profile: ['name', 'roles'], email: ['email'] },
    conformIdTokenClaims: false,
    jwks: { keys: [createSigningKey()] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    // The library's own agent refuses addresses of this machine, where the server is.
    fetch(url, init = {}) {
      const request = { ...init };
      Reflect.deleteProperty(request, 'dispatcher');
      return fetch(url, request);
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    ttl: { Interaction: 600, Session: 3_600, Grant: 3_600, AccessToken: 600, IdToken: 600 },
  });
  const handle = provider.callback();

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const match = /^\/interaction\/([\w-]+)(?:\/as\/([\w-]+))?$/.exec(request.url ?? '');
    if (match === null || provider === null) return void handle(request, response);
    try {
      const { prompt, params, session } = await provider.interactionDetails(request, response);
      const subject = match[2];
      if (prompt.name === 'login' && subject === undefined) return showChoice(response, match[1] ?? '');
      if (prompt.name === 'login')
        return await provider.interactionFinished(request, response, { login: { accountId: subject as string } });
      const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params['client_id']) });
      grant.addOIDCScope(String(params['scope']));
      await provider.interactionFinished(
        request,
        response,
        { consent: { grantId: await grant.save() } },
        { mergeWithLastSubmission: true },
      );
    } catch (error) {
      response.statusCode = 400;
      response.end(error instanceof Error ? error.message : String(error));
    }
  }
  function showChoice(response: ServerResponse, uid: string): void {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    const choices = people
      .map(({ subject, name }) => `<p><a href="/interaction/${uid}/as/${subject}">${escapeHtml(name)}</a></p>`)
      .join('');
    response.end(
      `<!doctype html><html lang="ja"><meta charset="utf-8"><title>Demo sign-in</title><h1>デモのサインイン</h1>${choices}</html>`,
    );
  }
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
