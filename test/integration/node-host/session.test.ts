import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHost, type TestHost } from '../../support/node-host.ts';

let test: TestHost;
beforeAll(async () => {
  test = await startTestHost();
});
afterAll(() => test.close());

const exchange = async (token: unknown): Promise<Response> =>
  fetch(`${test.host.origin}/session`, { method: 'POST', headers: test.headers(''), body: JSON.stringify({ token }) });
const tokenOf = (url: string): string => new URL(url).hash.slice('#token='.length);

describe('the session of the Node host', () => {
  it('hands the secret over in the fragment, 256 bits of it', () => {
    const url = new URL(test.host.launchUrl());
    expect(url.origin).toBe(test.host.origin);
    expect(url.pathname + url.search).toBe('/');
    expect(Buffer.from(tokenOf(url.href), 'base64url')).toHaveLength(32);
  });

  it('exchanges a launch token once', async () => {
    const token = tokenOf(test.host.launchUrl());
    expect((await exchange(token)).status).toBe(200);
    expect((await exchange(token)).status).toBe(401);
  });

  it('refuses tickets and keys that it did not issue', async () => {
    for (const token of ['', 'x', null, 5, {}, ['a'], 'A'.repeat(43), test.host.key]) expect((await exchange(token)).status).toBe(401);
  });

  it('opens again after a reload, and leaves the old bearer behind', async () => {
    const first = await test.openSession();
    expect((await test.call(first.bearer, 'console.settings', {})).status).toBe(200);
    const second = (await (await exchange(first.ticket)).json()) as { bearer: string; ticket: string };
    expect((await test.call(first.bearer, 'console.settings', {})).status).toBe(401);
    expect((await test.call(second.bearer, 'console.settings', {})).status).toBe(200);
    expect((await exchange(first.ticket)).status, 'a ticket is spent once its session was used').toBe(401);
    expect((await exchange(second.ticket)).status).toBe(200);
  });

  it('survives a reload that comes before the page could keep its new ticket', async () => {
    const first = await test.openSession();
    await test.call(first.bearer, 'console.settings', {});
    await exchange(first.ticket);
    expect((await exchange(first.ticket)).status).toBe(200);
  });

  it('is one at a time: a second tab takes it over, with every ticket of the first', async () => {
    const first = await test.openSession();
    const events = await fetch(`${test.host.origin}/events`, { headers: test.headers(first.bearer) });
    const second = await test.openSession();
    expect((await test.call(first.bearer, 'console.settings', {})).status).toBe(401);
    expect((await exchange(first.ticket)).status).toBe(401);
    expect((await test.call(second.bearer, 'console.settings', {})).status).toBe(200);
    // The first page's stream ends instead of continuing without authorization.
    expect(await events.text()).toBe('\n');
  });

  it('sets no cookie', async () => {
    const response = await exchange(tokenOf(test.host.launchUrl()));
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('returns a launch address only to a process of the same user that has the key', async () => {
    const launch = (key: string): Promise<Response> =>
      fetch(`${test.host.origin}/launch`, { method: 'POST', headers: test.headers(key), body: '{}' });
    const { url } = (await (await launch(test.host.key)).json()) as { url: string };
    expect((await exchange(tokenOf(url))).status).toBe(200);
    const { bearer } = await test.openSession();
    for (const key of ['', 'x', bearer]) expect((await launch(key)).status).toBe(401);
  });
});
