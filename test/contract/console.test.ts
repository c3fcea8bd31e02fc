import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoCompany } from '#main/sandbox/company/company.ts';
import { writeDemoFiles } from '#main/sandbox/demo-files.ts';
import { EMPTY_FINDING_FILTER } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter } from '#shared/contract/readiness/matching.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { HOST_CLIENTS, type HostClient, type HostClientName, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const BY_SEVERITY = { by: 'severity', direction: 'ascending' } as const;

const LISTED = { by: 'list', direction: 'ascending' } as const;

describe.each(Object.keys(HOST_CLIENTS) as HostClientName[])('the contract through the %s', (name) => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient(name);
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  it('starts at the welcome: no company, no people', async () => {
    expect(unwrapResult(await client.call('companies.list', {}))).toEqual({ companies: [], unreadable: [] });
  });

  it('returns an error if the company is missing from the call, malformed or unknown', async () => {
    for (const call of ['companies.current', 'readiness.summary', 'server.state'] as const) {
      for (const company of [undefined, null, '', 7, {}, 'x'.repeat(1_000)])
        expect(failureCodeOf(await client.callAnything(call, {}, company)), String(company)).toBe('invalid-input');
      for (const company of ['none', '../workspaces', crypto.randomUUID()])
        expect(failureCodeOf(await client.callAnything(call, {}, company)), company).toBe('company-not-found');
    }
  });

  it('refuses calls and inputs that are not in the contract, with an error code', async () => {
    expect(failureCodeOf(await client.callAnything('companies.steal', {}))).toBe('unknown-call');
    expect(failureCodeOf(await client.callAnything('__proto__', {}))).toBe('unknown-call');
    expect(failureCodeOf(await client.callAnything('console.info', { extra: 1 }))).toBe('invalid-input');
    expect(failureCodeOf(await client.callAnything('console.changeSettings', { theme: 'pink' }))).toBe('invalid-input');
    expect(failureCodeOf(await client.callAnything('jobs.cancel', { id: 'nobody' }))).toBe('job-not-found');
    expect(failureCodeOf(await client.callAnything('files.info', { token: 'nothing' }))).toBe('file-token-unknown');
  });

  it('saves settings durably and returns them', async () => {
    expect(unwrapResult(await client.call('console.changeSettings', { theme: 'dark', language: 'en' }))).toMatchObject({
      theme: 'dark',
      language: 'en',
    });
    expect(JSON.parse(readFileSync(join(client.folder, 'settings.json'), 'utf8'))).toMatchObject({ theme: 'dark', language: 'en' });
  });

  it('opens the demo company and answers queries about all of its people', async () => {
    const job = await client.finish(client.call('companies.openDemo', {}));
    expect(job.error).toBeNull();
    expect(job.state).toBe('done');
    const company = createDemoCompany();
    const details = unwrapResult(await client.call('companies.current', {}));
    expect(details?.company.kind).toBe('demo');
    expect(details?.sources.map(({ side, origin }) => [side, origin]).sort()).toEqual([
      ['amazon', 'demo'],
      ['neo', 'demo'],
    ]);
    const summary = unwrapResult(await client.call('readiness.summary', {}));
    if (summary === null) throw new Error('no summary');
    expect(summary.users).toBe(company.users.length);
    expect(summary.ready + summary.blocked + summary.notChecked).toBe(summary.inScope);
    expect(summary.reasons.reduce((sum, { people }) => sum + people, 0)).toBe(summary.blocked);
    expect(summary.organizations.filter(({ parentId }) => parentId === null).reduce((sum, { inScope }) => sum + inScope, 0)).toBe(
      summary.inScope,
    );
  });

  it('links every number to exactly the people it counts', async () => {
    const summary = unwrapResult(await client.call('readiness.summary', {}));
    for (const { code, people } of summary?.reasons ?? []) {
      const window = unwrapResult(
        await client.call('matching.rows', {
          filter: { ...EMPTY_FINDING_FILTER, codes: [code], firstGateOnly: true },
          sort: BY_SEVERITY,
          offset: 0,
          limit: 500,
        }),
      );
      expect([code, window.total]).toEqual([code, people]);
      expect(new Set(window.rows.map((row) => row.neoUserId)).size).toBe(people);
    }
    for (const { code, findings } of summary?.byCode ?? []) {
      expect(
        unwrapResult(
          await client.call('matching.rows', {
            filter: { ...EMPTY_FINDING_FILTER, codes: [code] },
            sort: BY_SEVERITY,
            offset: 0,
            limit: 1,
          }),
        ).total,
      ).toBe(findings);
    }
  });

  it('lists each person once on request, with the finding that blocks the person first', async () => {
    const asked = async (filter: Partial<typeof EMPTY_FINDING_FILTER>) =>
      unwrapResult(
        await client.call('matching.rows', {
          filter: { ...EMPTY_FINDING_FILTER, triage: 'all', ...filter },
          sort: BY_SEVERITY,
          offset: 0,
          limit: 500,
        }),
      );
    const all = await asked({});
    const once = await asked({ perPerson: true });
    const about = all.rows.filter(({ neoUserId }) => neoUserId !== null);
    const people = new Set(about.map(({ neoUserId }) => neoUserId));
    expect([once.findings, once.people]).toEqual([all.total, people.size]);
    expect(once.total).toBe(people.size + all.total - about.length);
    const rows = once.rows.filter(({ neoUserId }) => neoUserId !== null);
    expect(new Set(rows.map(({ neoUserId }) => neoUserId)).size).toBe(rows.length);
    for (const { neoUserId, others } of rows) expect(others).toBe(about.filter((row) => row.neoUserId === neoUserId).length - 1);
    // A person who cannot order is listed at the first closed gate.
    const first = new Map((await asked({ firstGateOnly: true })).rows.map(({ neoUserId, row }) => [neoUserId, row]));
    for (const { neoUserId, row } of rows) expect(first.get(neoUserId) ?? row).toBe(row);
    expect(all.rows.every(({ others }) => others === 0)).toBe(true);
  });

  it('filters, searches and sorts in windows', async () => {
    const all = unwrapResult(
      await client.call('matching.rows', {
        filter: EMPTY_FINDING_FILTER,
        sort: { by: 'name', direction: 'ascending' },
        offset: 0,
        limit: 500,
      }),
    );
    expect(all.codeCounts.reduce((sum, { findings }) => sum + findings, 0)).toBe(all.total);
    const someone = all.rows.find(({ neoUserId }) => neoUserId !== null);
    const company = createDemoCompany();
    const user = company.users.find(({ id }) => id === someone?.neoUserId);
    for (const search of [user?.name, user?.kana, user?.workEmail.toUpperCase()]) {
      if (!search) continue;
      const found = unwrapResult(
        await client.call('matching.rows', { filter: { ...EMPTY_FINDING_FILTER, search }, sort: BY_SEVERITY, offset: 0, limit: 500 }),
      );
      expect(
        found.rows.some(({ row }) => row === someone?.row),
        search,
      ).toBe(true);
      expect(found.total).toBeLessThan(all.total);
    }
    // A branch finds all users below it, not only its direct members.
    const branch = company.organizations.find(
      ({ id }) => company.organizations.some(({ parentId }) => parentId === id) && id !== company.organizations[0]?.id,
    );
    const below = unwrapResult(
      await client.call('matching.rows', {
        filter: { ...EMPTY_FINDING_FILTER, organizationId: branch?.id ?? '' },
        sort: BY_SEVERITY,
        offset: 0,
        limit: 1,
      }),
    );
    const searched = unwrapResult(
      await client.call('matching.rows', {
        filter: { ...EMPTY_FINDING_FILTER, search: branch?.name ?? '' },
        sort: BY_SEVERITY,
        offset: 0,
        limit: 500,
      }),
    );
    const found = new Set(searched.rows.map(({ key }) => key));
    for (const { key, neoUserId } of below.rows) if (neoUserId !== null) expect(found.has(key), key).toBe(true);
    const descending = unwrapResult(
      await client.call('matching.rows', {
        filter: EMPTY_FINDING_FILTER,
        sort: { by: 'name', direction: 'descending' },
        offset: 0,
        limit: 500,
      }),
    );
    expect(descending.rows.map(({ row }) => row)).toEqual(all.rows.map(({ row }) => row).reverse());
    const details = unwrapResult(await client.call('matching.finding', { revision: all.revision, row: someone?.row ?? 0 }));
    expect(details.person?.id).toBe(user?.id);
    expect(failureCodeOf(await client.call('matching.finding', { revision: all.revision + 1, row: 0 }))).toBe('run-not-found');
  });

  it('finds people by kanji, kana and romaji', async () => {
    const user = createDemoCompany().users.find(({ state, given }) => state === 'active' && given.written === '由美子');
    if (user === undefined) throw new Error('the demo company has changed');
    const romaji = `${user.family.latin} ${user.given.latin}`;
    for (const search of [
      user.name,
      user.name.replace(' ', ''),
      user.kana,
      user.kana.replaceAll('ク', 'く'),
      romaji,
      user.loginId,
      user.employeeCode,
    ]) {
      const { rows } = unwrapResult(
        await client.call('people.list', { filter: { search, states: [] }, sort: LISTED, offset: 0, limit: 50 }),
      );
      expect(
        rows.some(({ loginId }) => loginId === user.loginId),
        search,
      ).toBe(true);
    }
  });

  it('writes the report that the table shows', async () => {
    const filter: FindingFilter = { ...EMPTY_FINDING_FILTER, severities: ['block'] };
    const order = { format: 'csv' as const, encoding: 'utf8-bom' as const, language: 'ja' as const, filter, sort: BY_SEVERITY };
    const shown = unwrapResult(await client.call('matching.rows', { filter: order.filter, sort: order.sort, offset: 0, limit: 500 }));
    const job = await client.finish(client.call('reports.write', order));
    expect([job.state, job.error]).toEqual(['done', null]);
    expect(job.result).toMatchObject({ rows: shown.total, unwritable: 0 });
    const text = readFileSync((await client.console.files.find(String(job.result?.['token']))).path, 'utf8');
    expect(text.startsWith('\ufeffcode,severity,side,')).toBe(true);
    expect(
      text
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[0]),
    ).toEqual(shown.rows.map(({ code }) => code));
  });
});

describe('two lists of one\u2019s own', () => {
  let client: HostClient;
  let lists: string;
  beforeAll(async () => {
    lists = temporaryFolder('lists');
    await writeDemoFiles(lists);
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    removeFolder(lists);
  });
  const token = async (file: string): Promise<string> =>
    (await client.console.files.add({ path: join(lists, file), origin: 'chosen' })).token;

  it('are previewed with encoding, columns and samples', async () => {
    const preview = unwrapResult(
      await client.call('imports.preview', { token: await token('neo-users.csv'), kind: 'neo-users', reading: {} }),
    );
    expect(preview).toMatchObject({
      format: 'csv',
      encoding: 'shift_jis',
      delimiter: 'comma',
      missing: [],
      rows: createDemoCompany().users.length,
    });
    expect(preview.fields.find(({ id }) => id === 'workEmail')?.mappedBy).toBe('header');
    expect(preview.sample).toHaveLength(8);
  });

  it('are imported and audited', async () => {
    for (const [file, kind] of [
      ['neo-users.csv', 'neo-users'],
      ['amazon-users.csv', 'amazon-users'],
      ['organizations.csv', 'organizations'],
    ] as const) {
      const job = await client.finish(client.call('imports.commit', { token: await token(file), kind, reading: {} }));
      expect([kind, job.state, job.error]).toEqual([kind, 'done', null]);
    }
    const summary = unwrapResult(await client.call('readiness.summary', {}));
    expect(summary?.users).toBe(createDemoCompany().users.length);
    expect(summary?.blocked).toBeGreaterThan(50);
  });

  it('give the same from XLSX', async () => {
    const before = unwrapResult(await client.call('readiness.summary', {}));
    const job = await client.finish(
      client.call('imports.commit', { token: await token('amazon-users.xlsx'), kind: 'amazon-users', reading: {} }),
    );
    expect(job.error).toBeNull();
    const after = unwrapResult(await client.call('readiness.summary', {}));
    // CP932 cannot encode every character of the CSV but the sheet can, so a few users differ and none gets worse.
    expect(after?.users).toBe(before?.users);
    expect(Math.abs((after?.ready ?? 0) - (before?.ready ?? 0))).toBeLessThan(15);
    expect(after?.previous).toEqual({ inScope: before?.inScope, ready: before?.ready, blocked: before?.blocked });
  });

  it('stay unchanged if the next file is invalid, and the error gives the row and column', async () => {
    const before = unwrapResult(await client.call('companies.current', {}));
    const bad = join(lists, 'bad.csv');
    writeFileSync(bad, 'ログインID,氏名,職場用メールアドレス\r\na,"破れた引用符,a@example.co.jp\r\n');
    const { token: badToken } = await client.console.files.add({ path: bad, origin: 'chosen' });
    const job = await client.finish(client.call('imports.commit', { token: badToken, kind: 'neo-users', reading: {} }));
    expect(job.state).toBe('failed');
    expect(job.error).toMatchObject({ code: 'file-quotes-broken', params: { file: 'bad.csv', row: 2 } });
    expect(unwrapResult(await client.call('companies.current', {}))).toEqual(before);
  });

  it('are there again after a restart', async () => {
    const before = unwrapResult(await client.call('companies.current', {}));
    await client.close();
    client = await openHostClient('dispatcher', client.folder);
    expect(unwrapResult(await client.call('companies.current', {}))).toEqual(before);
    expect(unwrapResult(await client.call('readiness.summary', {}))?.trend.length).toBeGreaterThan(1);
  });
});
