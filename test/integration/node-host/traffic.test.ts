import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '#shared/contract/companies/console.ts';
import type { Job } from '#shared/contract/jobs.ts';
import { startTestHost, type TestHost } from '../../support/node-host.ts';

let test: TestHost;
let bearer: string;
beforeAll(async () => {
  test = await startTestHost({
    'companies.list': (_input, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new DOMException('gave up', 'AbortError')))),
    'jobs.list': () => {
      throw new TypeError('a bug');
    },
  });
  ({ bearer } = await test.openSession());
});
afterAll(() => test.close());

const upload = (name: string, body: BodyInit): Promise<Response> =>
  fetch(`${test.host.origin}/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { ...test.headers(bearer), 'Content-Type': 'application/octet-stream' },
    body,
  });

describe('calls over the Node host', () => {
  it('answers the dispatcher’s result', async () => {
    expect(await test.call(bearer, 'console.settings', {})).toEqual({ status: 200, body: { ok: true, value: DEFAULT_SETTINGS } });
  });

  it('answers expected failures and bugs as values', async () => {
    expect((await test.call(bearer, 'nothing.such', {})).body).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
    expect((await test.call(bearer, 'console.settings', { more: 1 })).body).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    const bug = await test.call(bearer, 'jobs.list', {});
    expect(bug.body).toMatchObject({ ok: false, error: { code: 'internal', ref: expect.stringMatching(/^ref-/) } });
    expect(JSON.stringify(bug.body)).not.toContain('a bug');
  });

  it('cancels a call by its id', async () => {
    const body = (value: unknown): RequestInit => ({ method: 'POST', headers: test.headers(bearer), body: JSON.stringify(value) });
    const running = fetch(`${test.host.origin}/call`, body({ name: 'companies.list', input: {}, callId: 'one' }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await fetch(`${test.host.origin}/cancel`, body({ callId: 'one' }));
    expect(await (await running).json()).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('streams events as lines', async () => {
    const response = await fetch(`${test.host.origin}/events`, { headers: test.headers(bearer) });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    let text = decoder.decode((await reader.read()).value);
    test.bus.publish('changed', { companyId: 'c1', topics: ['lists'], revision: 7 });
    test.bus.publish('settings', DEFAULT_SETTINGS);
    while (text.split('\n').length < 4) text += decoder.decode((await reader.read()).value);
    await reader.cancel();
    const lines = text.split('\n').filter((line) => line !== '');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { event: 'changed', data: { companyId: 'c1', topics: ['lists'], revision: 7 } },
      { event: 'settings', data: DEFAULT_SETTINGS },
    ]);
  });

  it('sends a new listener the events since its session began, and none from before', async () => {
    const changed = (revision: number) => ({ companyId: 'c1', topics: ['lists' as const], revision });
    test.bus.publish('changed', changed(1));
    const session = await test.openSession();
    bearer = session.bearer;
    test.bus.publish('changed', changed(2));
    test.bus.publish('changed', changed(3));
    const listen = async () => {
      const response = await fetch(`${test.host.origin}/events`, { headers: test.headers(bearer) });
      return (response.body as ReadableStream<Uint8Array>).getReader();
    };
    const reader = await listen();
    const decoder = new TextDecoder();
    let text = '';
    while (text.split('\n').length < 4) text += decoder.decode((await reader.read()).value);
    await reader.cancel();
    const revisions = (lines: string) => lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).data.revision]));
    expect(revisions(text)).toEqual([2, 3]);
    // A page that reconnects queries the current state itself, so old events are not repeated.
    const again = await listen();
    expect(decoder.decode((await again.read()).value)).toBe('\n');
    await again.cancel();
  });

  it('disconnects a page that started to listen too late to receive all events, so that it asks again', async () => {
    ({ bearer } = await test.openSession());
    const topics = Array.from({ length: 20_000 }, () => 'lists' as const);
    for (let revision = 0; revision < 40; revision++) test.bus.publish('changed', { companyId: 'c1', topics, revision });
    const response = await fetch(`${test.host.origin}/events`, { headers: test.headers(bearer) });
    for await (const _ of response.body as ReadableStream<Uint8Array>);
    const next = await fetch(`${test.host.origin}/events`, { headers: test.headers(bearer) });
    const reader = (next.body as ReadableStream<Uint8Array>).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('\n');
    await reader.cancel();
  });
});

describe('files over the Node host', () => {
  it('keeps an upload under a token, readable by this user only', async () => {
    const bytes = new Uint8Array(3_000_000).map((_, at) => at % 251);
    const answer = (await (await upload('社員一覧 2026.csv', bytes)).json()) as {
      ok: true;
      value: { token: string; name: string; bytes: number };
    };
    expect(answer).toMatchObject({ ok: true, value: { name: '社員一覧 2026.csv', bytes: 3_000_000 } });
    const file = test.files.find(answer.value.token);
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(statSync(file.path).size).toBe(3_000_000);
  });

  it('takes folders and invisible characters out of a name', async () => {
    for (const [given, kept] of [
      ['../../etc/passwd', 'passwd'],
      ['C:\\Users\\a\\list.csv', 'list.csv'],
      ['list\u202Evsc.exe', 'listvsc.exe'],
      ['a\r\nSet-Cookie: x', 'aSet-Cookie: x'],
      ['', 'file'],
    ])
      expect(await (await upload(given ?? '', 'x')).json()).toMatchObject({ value: { name: kept } });
  });

  it('hands out reports, never uploads', async () => {
    const path = test.files.temporaryPath();
    writeFileSync(path, 'report');
    const report = await test.files.add({ path, origin: 'report', name: "照合結果(1)'.csv" });
    const response = await fetch(`${test.host.origin}/files/${report.token}`, { headers: test.headers(bearer) });
    expect(await response.text()).toBe('report');
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''%E7%85%A7%E5%90%88%E7%B5%90%E6%9E%9C%281%29%27.csv",
    );

    const { value } = (await (await upload('a.csv', 'private')).json()) as { value: { token: string } };
    expect((await fetch(`${test.host.origin}/files/${value.token}`, { headers: test.headers(bearer) })).status).toBe(404);
    expect((await fetch(`${test.host.origin}/files/${report.token}`)).status).toBe(401);
  });

  it('leaves nothing behind when it closes', async () => {
    const other = await startTestHost();
    const path = other.files.temporaryPath();
    writeFileSync(path, 'personal data');
    await other.files.add({ path, origin: 'upload' });
    other.files.close();
    expect(readdirSync(other.folder)).not.toContain('temporary');
    await other.close();
  });
});

describe('the page over the Node host', () => {
  it('carries a fresh nonce in its policy and in the page', async () => {
    const nonces = new Set<string>();
    for (let at = 0; at < 3; at += 1) {
      const response = await fetch(test.host.origin);
      const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? '';
      expect(await response.text()).toContain(`nonce="${nonce}"`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });

  it('sends the same protection with every answer, refused ones too', async () => {
    for (const path of ['/', '/assets/a.js', '/call', '/nothing']) {
      const { headers } = await fetch(test.host.origin + path);
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[A-Za-z0-9+/]{22}=='; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
      );
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('has a fixed type for each kind of file', async () => {
    expect((await fetch(`${test.host.origin}/assets/a.js`)).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await fetch(test.host.origin)).headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await fetch(`${test.host.origin}/assets/a.js.map`)).status).toBe(404);
  });
});

describe('the life of the Node host', () => {
  it('ends when no page has called for the configured time, and not before', async () => {
    let idle = 0;
    const other = await startTestHost({}, { idle: { afterMs: 150, onIdle: () => idle++ } });
    const session = await other.openSession();
    const events = await fetch(`${other.host.origin}/events`, { headers: other.headers(session.bearer) });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(idle).toBe(0);
    await events.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(idle).toBeGreaterThan(0);
    await other.close();
  });

  it('does not exit while a job runs, even if no window is open', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    let idle = 0;
    const other = await startTestHost({}, { idle: { afterMs: 60_000, onIdle: () => idle++ } });
    const job = (state: 'running' | 'done'): Job => ({
      ...{ id: 'job-1', kind: 'apply', companyId: 'company-1', state, phase: 'applying', done: 1, total: 2, remainingMs: null },
      ...{ startedAt: '2026-11-24T00:00:00.000Z', error: null, result: null },
    });
    try {
      other.bus.publish('job', job('running'));
      vi.advanceTimersByTime(600_000);
      expect(idle).toBe(0);
      // After the job has ended, the host is idle.
      other.bus.publish('job', job('done'));
      vi.advanceTimersByTime(60_000);
      expect(idle).toBe(0);
      vi.advanceTimersByTime(120_000);
      expect(idle).toBeGreaterThan(0);
    } finally {
      vi.useRealTimers();
      await other.close();
    }
  });

  it('closes although a page listens', async () => {
    const other = await startTestHost();
    const session = await other.openSession();
    const events = await fetch(`${other.host.origin}/events`, { headers: other.headers(session.bearer) });
    await other.close();
    await events.text();
    await expect(fetch(other.host.origin)).rejects.toThrow();
  });

  it('refuses a port that is taken', async () => {
    const { startNodeHost } = await import('#main/hosts/node/server.ts');
    await expect(
      startNodeHost({
        dispatcher: { call: async () => ({ ok: true, value: 1 }), cancel: () => {}, on: () => () => {}, close: async () => {} },
        files: test.files,
        page: () => null,
        reportBug: () => '',
        port: test.host.port,
      }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(readdirSync(join(test.folder, 'page'))).toContain('index.html');
  });
});
