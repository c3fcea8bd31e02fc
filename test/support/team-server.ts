import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoPerson } from '#main/hosts/server/demo-provider.ts';
import { DEMO_ROLES, startDemoProvider } from '#main/hosts/server/demo-provider.ts';
import { findFreePort } from '#main/hosts/server/free-port.ts';
import type { ServerConfig } from '#main/hosts/server/server-config.ts';
import { openTeam, startTeamServer, type TeamServer } from '#main/hosts/server/team-server.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';

export const PROGRAM = {
  worker: join(import.meta.dirname, '../../src-main/hosts/worker/start.ts'),
  page: join(import.meta.dirname, '../../dist/renderer'),
};

export const TEAM_PEOPLE: readonly DemoPerson[] = [
  { subject: 'administrator', name: '管理者', roles: ['serverAdministrator'] },
  { subject: 'editor', name: '編集者', roles: ['editor'] },
  { subject: 'approver', name: '承認者', roles: ['approver'] },
  { subject: 'applier', name: '反映者', roles: ['applier'] },
  { subject: 'viewer', name: '閲覧者', roles: ['viewer'] },
  { subject: 'guest', name: '役割のない人', roles: [] },
];

export interface TestTeam {
  readonly server: TeamServer;
  readonly config: ServerConfig;
  readonly url: string;
  /** Changes granted rights directly in the control store, and creates recovery codes. */
  readonly team: ReturnType<typeof openTeam>['team'];
  signIn(subject: string): Promise<Browser>;
  /** Stops the provider, as if it could not be reached. */
  stopProvider(): Promise<void>;
  /** Ends what is still running. */
  close(): Promise<void>;
}

/** A browser without a page: keeps cookies per origin and follows redirects. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** The value of a cookie; `''` = none. */
  cookie(name: string): string {
    return this.#cookies.get(this.origin)?.get(name) ?? '';
  }
  setCookie(name: string, value: string): void {
    const jar = this.#cookies.get(this.origin) ?? new Map();
    this.#cookies.set(this.origin, jar.set(name, value));
  }

  /** Sends one request and stores the cookies of the response. */
  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Opens an address as a navigation and follows redirects until `until` matches the next address. */
  async open(url: string, until?: RegExp): Promise<{ readonly response: Response; readonly next: string | null }> {
    let at = url;
    for (let steps = 0; steps < 20; steps++) {
      const response = await this.request(at, { headers: { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' } });
      const location = response.headers.get('location');
      if (location === null) return { response, next: null };
      at = new URL(location, at).href;
      if (until?.test(at)) return { response, next: at };
    }
    throw new Error(`too many redirects from ${url}`);
  }

  /** Signs in as a person of the provider. */
  async signInAs(subject: string): Promise<void> {
    const callback = await this.reachCallback(subject);
    await this.open(callback);
  }

  /** Signs in at the provider and returns the address of the redirect to the server, without opening it. */
  async reachCallback(subject: string, start = '/sign-in/start'): Promise<string> {
    const { next } = await this.open(`${this.origin}${start}`, /\/interaction\//);
    const { next: callback } = await this.open(`${next}/as/${subject}`, /\/sign-in\/callback/);
    if (callback === null) throw new Error('the provider did not redirect to the server');
    return callback;
  }

  /** Waits until the server asks to confirm a change of trust, and confirms it by signing in again. */
  async confirmNextAs(subject: string): Promise<void> {
    const stream = await this.request(`${this.origin}/events`, {
      headers: { 'Sec-Fetch-Site': 'same-origin', 'X-Tsunagi-Call': '1' },
    });
    let received = '';
    for await (const chunk of stream.body ?? []) {
      received += Buffer.from(chunk).toString();
      const [path] = /\/confirm\/[\w-]+/.exec(received) ?? [];
      if (path === undefined) continue;
      await this.open(await this.reachCallback(subject, `${path}/start`));
      return;
    }
    throw new Error(`no confirmation: ${received}`);
  }

  async call<N extends CallName>(
    name: N,
    input: CallInput<N>,
    company?: string,
  ): Promise<Result<CallOutput<N>> & { readonly status: number }> {
    const response = await this.post('/call', { name, input, company, callId: 'one' });
    return { ...((await response.json()) as Result<CallOutput<N>>), status: response.status };
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.request(`${this.origin}${path}`, {
      method: 'POST',
      headers: {
        Origin: this.origin,
        'Content-Type': 'application/json',
        'X-Tsunagi-Call': '1',
        'Sec-Fetch-Site': 'same-origin',
        ...headers,
      },
      body: JSON.stringify(body),
    });
  }
}

/** Starts a team server with a real OpenID provider in `folder`. `settings`: further keys of its configuration. */
export async function startTestTeam(
  folder: string,
  people = TEAM_PEOPLE,
  settings: Pick<ServerConfig, 'mail' | 'metrics'> = {},
  options: Parameters<typeof startTeamServer>[2] = {},
): Promise<TestTeam> {
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const provider = await startDemoProvider({
    clientId: 'tsunagi-test',
    redirectUri: `${url}/sign-in/callback`,
    postLogoutUri: `${url}/sign-in`,
    backChannelUri: `${url}/back-channel-logout`,
    people,
  });
  mkdirSync(folder, { recursive: true });
  const masterKeyFile = join(folder, 'master.key');
  writeFileSync(masterKeyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
  const config: ServerConfig = {
    ...settings,
    publicUrl: url,
    listen: { host: '127.0.0.1', port },
    dataFolder: join(folder, 'data'),
    masterKeyFile,
    oidc: {
      issuer: provider.issuer,
      clientId: 'tsunagi-test',
      scopes: ['openid', 'profile', 'email'],
      rolesClaim: 'roles',
      roles: DEMO_ROLES,
    },
  };
  const server = await startTeamServer(config, PROGRAM, options);
  const { team, close } = openTeam(config.dataFolder);
  return {
    server,
    config,
    url,
    team,
    async signIn(subject) {
      const browser = new Browser(url);
      await browser.signInAs(subject);
      return browser;
    },
    stopProvider: () => provider.close(),
    async close() {
      close();
      await server.close();
      await provider.close();
    },
  };
}
