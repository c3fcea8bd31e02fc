import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesktopSignIns, hashVerifier } from '#main/hosts/server/desktop-sign-ins.ts';
import { Browser, startTestTeam, type TestTeam } from '../../support/team-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** The desktop application signs in through the browser and gets a session of its own. */

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const random = (): string => randomBytes(32).toString('base64url');

describe('a sign-in of the desktop application', () => {
  let test: TestTeam;
  beforeAll(async () => {
    test = await startTestTeam(temporaryFolder('desktop-sign-in'));
  }, 60_000);
  afterAll(() => test.close());

  const startAddress = (verifier: string, state: string, port = '49152'): string =>
    `${test.url}/desktop?${new URLSearchParams({ port, challenge: hashVerifier(verifier), state })}`;
  const permit = (browser: Browser): Promise<Response> =>
    browser.request(`${test.url}/desktop/permit`, {
      method: 'POST',
      headers: { ...FORM, Origin: test.url, 'Sec-Fetch-Site': 'same-origin' },
    });
  const exchange = (code: string, verifier: string): Promise<Response> =>
    fetch(`${test.url}/desktop/token`, {
      method: 'POST',
      headers: { ...FORM, 'User-Agent': 'Tsunagi desktop' },
      body: new URLSearchParams({ code, verifier }),
    });

  it('leads from the browser through the provider to a session with the same roles', async () => {
    const browser = new Browser(test.url);
    const [verifier, state] = [random(), random()];
    const { response } = await browser.open(startAddress(verifier, state));
    expect(response.url).toBe(`${test.url}/sign-in`);
    const callback = await browser.reachCallback('editor');
    const page = (await browser.open(callback)).response;
    expect(await page.text()).toContain('編集者');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:49152;");
    const location = new URL((await permit(browser)).headers.get('location') ?? '');
    expect([location.origin, location.searchParams.get('state')]).toEqual(['http://127.0.0.1:49152', state]);

    const answer = await exchange(location.searchParams.get('code') ?? '', verifier);
    const { token } = (await answer.json()) as { token: string };
    const desktop = new Browser(test.url);
    desktop.setCookie('tsunagi-session', token);
    const current = await desktop.call('team.current', {});
    expect(current.ok && current.value.person).toMatchObject({ name: '編集者', everywhere: ['editor'] });

    const editor = (await test.team.members()).find(({ person }) => person.subject === 'editor');
    expect(editor?.sessions.map(({ agent }) => agent)).toContain('Tsunagi desktop');
    await browser.post('/sign-out', {});
    expect((await desktop.call('companies.list', {})).status).toBe(200);
    await desktop.post('/sign-out', {});
    expect((await desktop.call('companies.list', {})).status).toBe(401);
  });

  it('works once, with the verifier of the request, after the person permitted it in the same browser', async () => {
    const browser = await test.signIn('editor');
    const [verifier, state] = [random(), random()];
    await browser.open(startAddress(verifier, state));
    const stranger = await test.signIn('viewer');
    expect((await permit(stranger)).status).toBe(400);
    const code = new URL((await permit(browser)).headers.get('location') ?? '').searchParams.get('code') ?? '';
    expect((await permit(browser)).status).toBe(400);
    expect((await exchange(code, random())).status).toBe(400);
    expect((await exchange(code, verifier)).status).toBe(400);
    expect((await exchange('', '')).status).toBe(400);
  });

  it('refuses other ports, foreign pages and incomplete requests', async () => {
    const browser = await test.signIn('editor');
    const [verifier, state] = [random(), random()];
    for (const address of [`${test.url}/desktop`, startAddress(verifier, state, '80'), startAddress(verifier, '<script>')])
      expect((await browser.open(address)).response.status).toBe(400);
    await browser.open(startAddress(verifier, state));
    const foreign = await browser.request(`${test.url}/desktop/permit`, {
      method: 'POST',
      headers: { ...FORM, Origin: 'https://stranger.example', 'Sec-Fetch-Site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
  });

  it('ends after ten minutes without an answer, and a code after one', () => {
    let now = 0;
    const signIns = createDesktopSignIns(() => now);
    const verifier = random();
    const request = { port: 49_152, challenge: hashVerifier(verifier), state: random() };
    const person = {} as Parameters<typeof signIns.permit>[1];
    const old = signIns.add(request);
    now = 600_001;
    expect([signIns.find(old), signIns.permit(old, person)]).toEqual([null, null]);
    const code = signIns.permit(signIns.add(request), person) ?? '';
    now += 60_001;
    expect(signIns.redeem(code, verifier)).toBeNull();
    expect(signIns.redeem(signIns.permit(signIns.add(request), person) ?? '', verifier)).toBe(person);
  });
});
