import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_ROLES } from '#main/hosts/server/demo-provider.ts';
import { readClaimedAccess } from '#main/hosts/server/oidc-client.ts';
import { startTeamServer } from '#main/hosts/server/team-server.ts';
import { WrongMasterKeyError } from '#main/storage/sealed-secrets.ts';
import { RECOVERY_ISSUER } from '#main/team/team.ts';
import { CALLS, type CallName } from '#shared/contract/calls.ts';
import { getRoles, hasRole } from '#shared/domain/team/roles.ts';
import { Browser, PROGRAM, startTestTeam, TEAM_PEOPLE, type TestTeam } from '../../support/team-server.ts';

let folder: string;
let test: TestTeam;
let demo: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-test-team-'));
  test = await startTestTeam(folder);
  await test.server.openDemo();
  const administrator = await test.signIn('administrator');
  for (let tries = 0; tries < 200 && demo === undefined; tries++) {
    const list = await administrator.call('companies.list', {});
    if (list.ok && list.value.companies.length > 0) demo = list.value.companies[0]?.id as string;
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
}, 60_000);
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const failureOf = (result: { ok: boolean; error?: { code: string } }): string => (result.ok ? 'ok' : (result.error?.code ?? ''));

describe('signing in', () => {
  it('shows the sign-in page without a session, and the application after signing in', async () => {
    const browser = new Browser(test.url);
    expect((await browser.open(test.url)).response.url).toBe(`${test.url}/sign-in`);
    await browser.signInAs('editor');
    const page = await (await browser.open(test.url)).response.text();
    expect(page).toContain('name="tsunagi-access" content="cookie"');
    expect(await browser.call('team.current', {})).toMatchObject({
      ok: true,
      value: { person: { name: '編集者', everywhere: ['editor'] } },
    });
  });

  it('accepts a redirect of the provider once, and only in the browser that started the sign-in', async () => {
    const victim = new Browser(test.url);
    const callback = await victim.reachCallback('editor');
    const other = new Browser(test.url);
    expect((await other.open(callback)).response.status).toBe(400);
    expect(await other.call('team.current', {})).toMatchObject({ status: 401 });
    await victim.open(callback);
    expect(await victim.call('team.current', {})).toMatchObject({ status: 200 });
    // The code and state were used.
    expect((await victim.open(callback)).response.status).toBe(400);
  });

  it('refuses a redirect with a changed state or code', async () => {
    const browser = new Browser(test.url);
    const callback = new URL(await browser.reachCallback('editor'));
    callback.searchParams.set('code', `${callback.searchParams.get('code')}x`);
    expect((await browser.open(callback.href)).response.status).toBe(403);
    expect(await browser.call('team.current', {})).toMatchObject({ status: 401 });
  });

  it('gives a new session at each sign-in, so that a session set by an attacker is not used', async () => {
    const browser = new Browser(test.url);
    browser.setCookie('tsunagi-session', 'fixed-by-an-attacker-000000000000000000000');
    await browser.signInAs('viewer');
    expect(browser.cookie('tsunagi-session')).not.toContain('fixed');
  });

  it('ends the session on the server when a person signs out', async () => {
    const browser = await test.signIn('viewer');
    const session = browser.cookie('tsunagi-session');
    expect((await browser.post('/sign-out', {})).status).toBe(200);
    browser.setCookie('tsunagi-session', session);
    expect(await browser.call('team.current', {})).toMatchObject({ status: 401 });
  });

  it('signs in with the recovery code, limits attempts and records each', async () => {
    const code = await test.team.createRecoveryCode();
    const browser = new Browser(test.url);
    const recover = (given: string) =>
      browser.request(`${test.url}/recover`, {
        method: 'POST',
        headers: { Origin: test.url, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ code: given }).toString(),
      });
    expect((await recover('WRONG')).status).toBe(403);
    expect((await recover(code.toLowerCase())).status).toBe(303);
    expect(await browser.call('team.current', {})).toMatchObject({ ok: true, value: { person: { serverAdministrator: true } } });
    const log = await browser.call('team.accessLog', { limit: 10 });
    expect(log.ok && log.value.entries.map(({ event }) => event)).toEqual(expect.arrayContaining(['recovery-sign-in', 'recovery-failed']));
    const members = await browser.call('team.members', {});
    const { id } = (members.ok && members.value.members.find(({ issuer }) => issuer === RECOVERY_ISSUER)) || { id: '' };
    const administrator = await test.signIn('administrator');
    await administrator.call('team.changeMember', { id, disabled: true });
    const refused = await recover(code);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([403, expect.stringContaining('text/html')]);
    await administrator.call('team.changeMember', { id, disabled: false });
    let last = 0;
    for (let at = 0; at < 5; at++) last = (await recover('WRONG')).status;
    expect(last).toBe(429);
  });
});

describe('requests of other sites', () => {
  const refused: readonly (readonly [string, Record<string, string>])[] = [
    ['from another origin', { Origin: 'https://evil.example' }],
    ['that a browser reports as cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['without the header of the page', { 'X-Tsunagi-Call': '' }],
    ['with the content type of a form', { 'Content-Type': 'text/plain' }],
  ];
  it.each(refused)('are refused %s, although the browser sends the cookie', async (_how, headers) => {
    const browser = await test.signIn('administrator');
    const response = await browser.post('/call', { name: 'team.current', input: {} }, headers);
    expect([403, 415]).toContain(response.status);
  });
});

describe('roles', () => {
  /** Rights of each person by the configuration of the roles. */
  const accessOf = (subject: string) =>
    readClaimedAccess(
      { roles: TEAM_PEOPLE.find((person) => person.subject === subject)?.roles },
      { rolesClaim: 'roles', roles: DEMO_ROLES },
    );

  it.each(TEAM_PEOPLE.map(({ subject }) => subject))(
    'refuses every call without the role to %s, over HTTP',
    async (subject) => {
      const browser = await test.signIn(subject);
      const access = accessOf(subject);
      const wrong: string[] = [];
      for (const name of Object.keys(CALLS) as CallName[]) {
        const { scope, role, from } = CALLS[name];
        if (from === 'cli') continue;
        const company = scope === 'company' ? demo : undefined;
        if (hasRole(access, role, company ?? null)) continue;
        // The input is invalid for most calls; a missing role must be reported before that.
        const result = failureOf((await browser.call(name, {} as never, company)) as never);
        const isVisible = company === undefined || getRoles(access, company).length > 0;
        if (result !== (isVisible ? 'role-missing' : 'company-not-found')) wrong.push(`${name}: ${result}`);
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  it('permits calls with the role, and hides companies from a person without one', async () => {
    const viewer = await test.signIn('viewer');
    expect(failureOf(await viewer.call('drafts.summary', {}, demo))).toBe('ok');
    const guest = await test.signIn('guest');
    expect(await guest.call('companies.list', {})).toMatchObject({ ok: true, value: { companies: [], unreadable: [] } });
    expect(failureOf(await guest.call('companies.open', { id: demo }))).toBe('company-not-found');
  });

  it('applies granted and withdrawn rights at the next request of an open session', async () => {
    const [administrator, guest] = [await test.signIn('administrator'), await test.signIn('guest')];
    const members = await administrator.call('team.members', {});
    const id = (members.ok && members.value.members.find(({ name }) => name === '役割のない人')?.id) || '';
    const grant = (roles: 'viewer'[]) => administrator.call('team.changeMember', { id, roles: { company: demo, roles } });
    await grant(['viewer']);
    expect(failureOf(await guest.call('companies.current', {}, demo))).toBe('ok');
    await grant([]);
    expect(failureOf(await guest.call('companies.current', {}, demo))).toBe('company-not-found');
    await administrator.call('team.changeMember', { id, disabled: true });
    expect(await guest.call('team.current', {})).toMatchObject({ status: 401 });
    const again = new Browser(test.url);
    expect((await again.open(await again.reachCallback('guest'))).response.status).toBe(403);
    await administrator.call('team.changeMember', { id, disabled: false });
  });

  it('does not let administrators take away their own access', async () => {
    const administrator = await test.signIn('administrator');
    const me = await administrator.call('team.current', {});
    const id = (me.ok && me.value.person?.id) || '';
    expect(failureOf(await administrator.call('team.changeMember', { id, disabled: true }))).toBe('own-rights');
  });

  it('keeps the settings of each person', async () => {
    const [one, other] = [await test.signIn('editor'), await test.signIn('viewer')];
    await one.call('console.changeSettings', { theme: 'dark' });
    expect(await one.call('console.settings', {})).toMatchObject({ ok: true, value: { theme: 'dark' } });
    expect(await other.call('console.settings', {})).toMatchObject({ ok: true, value: { theme: 'system' } });
  });

  it('records changes with the name and account of the person', async () => {
    const editor = await test.signIn('editor');
    const created = await editor.call('drafts.create', { section: 'serials', name: '記録の確認', template: null }, demo);
    expect(created.ok && created.value.steps.undo?.by).toBe('編集者 (editor@demo.example)');
  });
});

describe('secrets', () => {
  it('stores no secret, session or recovery code in readable form', async () => {
    const administrator = await test.signIn('administrator');
    const canary = 'canary-Zq81xW';
    await administrator.call('secrets.set', { name: 'catalog-password', value: canary } as never, demo);
    const code = await test.team.createRecoveryCode();
    const session = administrator.cookie('tsunagi-session');
    const found: string[] = [];
    for (const entry of readdirSync(test.config.dataFolder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = readFileSync(join(entry.parentPath, entry.name), 'latin1');
      for (const secret of [canary, code, session]) if (content.includes(secret)) found.push(entry.name);
    }
    expect(found).toEqual([]);
  });

  it('does not start with another master key, and changes nothing', async () => {
    const other = await startTestTeam(join(folder, 'other'));
    await other.close();
    const key = readFileSync(other.config.masterKeyFile, 'utf8');
    writeFileSync(other.config.masterKeyFile, Buffer.alloc(32, 7).toString('base64'));
    await expect(startTeamServer(other.config, PROGRAM)).rejects.toThrow(WrongMasterKeyError);
    writeFileSync(other.config.masterKeyFile, key);
    const again = await startTeamServer(other.config, PROGRAM);
    await again.close();
  }, 30_000);
});

describe('the provider', () => {
  it('is not needed for open sessions, also after a restart of the server; the sign-in page says that it cannot be reached', async () => {
    const other = await startTestTeam(join(folder, 'no-provider'));
    const signedIn = await other.signIn('editor');
    await other.stopProvider();
    await other.server.close();
    const again = await startTeamServer(other.config, PROGRAM);
    expect(await signedIn.call('team.current', {})).toMatchObject({ ok: true, value: { person: { name: '編集者' } } });
    const { response } = await new Browser(other.url).open(`${other.url}/sign-in/start`);
    expect([response.status, await response.text()]).toEqual([502, expect.stringContaining('接続できません')]);
    await again.close();
  }, 30_000);
});
