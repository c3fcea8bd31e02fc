import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoCompany } from '#main/sandbox/company/company.ts';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import { CALLS, type CallName, type CallOutput } from '#shared/contract/calls.ts';
import { CALL_NAMES } from '../support/call-names.ts';
import { type Known, sampleInput } from '../support/contract-samples.ts';
import { failureCodeOf } from '../support/failure-code.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const LISTED = {
  section: 'invoice_groups',
  search: '',
  sort: { by: 'name', direction: 'ascending' },
  offset: 0,
  limit: 500,
} as const;
const DAY = '2026-04-01';
const KNOWN: Known = {
  from: DAY,
  to: DAY,
  date: DAY,
  until: DAY,
  startedOn: DAY,
  fingerprint: '0'.repeat(64),
  digest: '0'.repeat(64),
  currentRevision: 0,
};

/** Returns the result of every command that a view-only company refuses, with a generated input that passes parsing if possible. */
async function refused(
  client: HostClient,
): Promise<{ readonly codes: ReadonlyMap<CallName, string>; readonly commands: readonly CallName[] }> {
  const commands = CALL_NAMES.filter((name) => CALLS[name].scope === 'company' && CALLS[name].whileReadOnly === 'refused');
  const codes = new Map<CallName, string>();
  for (const name of commands) {
    for (let variant = 0; variant < 6; variant++) {
      const code = failureCodeOf(await client.callAnything(name, sampleInput(name, variant, KNOWN)));
      if (!codes.has(name) || code !== 'invalid-input') codes.set(name, code);
      if (code !== 'invalid-input') break;
    }
  }
  return { codes, commands };
}

describe('companies through both hosts', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  const state = async (): Promise<CallOutput<'plan.state'>> => unwrapResult(await client.call('plan.state', {}));
  const readOnly = (id: string, on: boolean, company: string | null = null) =>
    client.call('companies.setReadOnly', { id, readOnly: on, typedName: company });
  const note = (text: string) =>
    client.call('drafts.apply', {
      command: {
        kind: 'put',
        section: 'invoice_groups',
        id: 'g',
        body: { code: 'A1', name: text, users: [], organizations: [] },
        note: '',
      },
    });

  it('refuse exactly the commands that change data once they are view-only', async () => {
    const { id } = unwrapResult(await client.call('companies.create', { name: '本番の会社', kind: 'production' }));
    unwrapResult(await note('前'));
    const before = unwrapResult(await client.call('drafts.summary', {}));
    expect(unwrapResult(await readOnly(id, true))).toMatchObject({ readOnly: true });
    expect(await state()).toMatchObject({ company: { readOnly: true, armedUntil: null } });

    const { codes, commands } = await refused(client);
    expect(commands.length).toBeGreaterThan(40);
    const others = [...codes].filter(([, code]) => code !== 'company-read-only' && code !== 'invalid-input');
    expect(others).toEqual([]);
    expect([...codes.values()].filter((code) => code === 'company-read-only').length).toBeGreaterThan(commands.length * 0.7);
    expect(unwrapResult(await client.call('drafts.summary', {})).revision).toBe(before.revision);

    expect(failureCodeOf(await client.call('drafts.list', LISTED))).toBe('ok');
    expect(failureCodeOf(await client.call('console.changeSettings', { theme: 'light' }))).toBe('ok');
    expect(failureCodeOf(await client.call('companies.rename', { id, name: '別の名前' }))).toBe('company-read-only');
    expect(failureCodeOf(await client.call('companies.delete', { id, confirmName: '本番の会社' }))).toBe('company-read-only');
  });

  it('stay so over a restart, and production is worked on again only by its name', async () => {
    const { folder } = client;
    await client.close();
    client = await openHostClient('both hosts', folder);
    const details = unwrapResult(await client.call('companies.current', {}));
    expect(details.company).toMatchObject({ name: '本番の会社', readOnly: true });
    const id = details.company.id;
    expect(failureCodeOf(await note('後'))).toBe('company-read-only');
    expect(failureCodeOf(await readOnly(id, false))).toBe('arm-name-differs');
    expect(failureCodeOf(await readOnly(id, false, '本番'))).toBe('arm-name-differs');
    expect(unwrapResult(await readOnly(id, false, '本番の会社'))).toMatchObject({ readOnly: false });
    unwrapResult(await note('後'));
  });

  it('are unlocked separately, and are locked again after a restart of the console', async () => {
    const { id } = unwrapResult(await client.call('companies.current', {})).company;
    unwrapResult(await client.call('plan.arm', { company: '本番の会社' }));
    unwrapResult(await client.call('companies.create', { name: '試しの会社', kind: 'test' }));
    expect(await state()).toMatchObject({ company: { kind: 'test', armedUntil: null } });
    unwrapResult(await client.call('companies.open', { id }));
    expect(await state()).toMatchObject({ company: { kind: 'production' } });
    expect((await state()).company.armedUntil).not.toBeNull();

    const { folder } = client;
    await client.close();
    client = await openHostClient('both hosts', folder);
    expect(await state()).toMatchObject({ company: { kind: 'production', armedUntil: null } });
    unwrapResult(await client.call('plan.arm', { company: '本番の会社' }));
    unwrapResult(await readOnly(id, true));
    expect(await state()).toMatchObject({ company: { readOnly: true, armedUntil: null } });
    expect(failureCodeOf(await client.call('plan.arm', { company: '本番の会社' }))).toBe('company-read-only');
  });
});

it('switches a company to production at once, and back only if its name is typed', async () => {
  const client = await openHostClient('dispatcher');
  try {
    const { id } = unwrapResult(await client.call('companies.create', { name: '東物産', kind: 'test' }));
    const become = (kind: 'production' | 'test', company: string | null = null) =>
      client.call('companies.changeKind', { id, kind, typedName: company });
    const kind = async (): Promise<string> => unwrapResult(await client.call('companies.current', {})).company.kind;
    expect(unwrapResult(await become('production'))).toMatchObject({ kind: 'production', name: '東物産' });
    unwrapResult(await client.call('plan.arm', { company: '東物産' }));
    for (const typed of [null, '', '東'] as const) expect(failureCodeOf(await become('test', typed))).toBe('arm-name-differs');
    expect(await kind()).toBe('production');
    expect(unwrapResult(await become('test', '東物産'))).toMatchObject({ kind: 'test' });
    unwrapResult(await become('production'));
    expect(unwrapResult(await client.call('plan.state', {})).company).toMatchObject({ kind: 'production', armedUntil: null });

    unwrapResult(await client.call('companies.setReadOnly', { id, readOnly: true, typedName: null }));
    expect(failureCodeOf(await become('test', '東物産'))).toBe('company-read-only');
    expect(await kind()).toBe('production');
    const demo = await client.finish(client.call('companies.openDemo', {}));
    const demoId = String(demo.result?.['companyId']);
    expect(failureCodeOf(await client.call('companies.changeKind', { id: demoId, kind: 'production', typedName: null }))).toBe(
      'not-allowed',
    );
  } finally {
    await client.close();
    removeFolder(client.folder);
  }
});

it('a catalog password that is cleared leaves gate 1 not checked: NEO has its own', async () => {
  const client = await openHostClient('dispatcher');
  try {
    unwrapResult(await client.call('secrets.useSession', { use: true }));
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
    const gate = async (): Promise<{ readonly missing: number; readonly isChecked: boolean }> => {
      const summary = unwrapResult(await client.call('readiness.summary', {}));
      return {
        missing: summary?.byCode.find(({ code }) => code === 'integration-incomplete')?.findings ?? 0,
        isChecked: summary?.gates[0]?.notChecked === 0,
      };
    };
    const revision = async (): Promise<number> => unwrapResult(await client.call('readiness.summary', {}))?.revision ?? -1;
    // The demo company has its own catalog password.
    expect(await gate()).toEqual({ missing: 0, isChecked: true });
    unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: 'first-value' }));
    expect(await gate()).toEqual({ missing: 0, isChecked: true });
    const before = await revision();
    unwrapResult(await client.call('secrets.clear', { name: 'catalog-password' }));
    expect(await gate()).toEqual({ missing: 0, isChecked: false });
    expect(await revision()).toBeGreaterThan(before);
    unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: 'second-value' }));
    expect(await gate()).toEqual({ missing: 0, isChecked: true });
  } finally {
    await client.close();
    removeFolder(client.folder);
  }
});

describe('two companies that are opened in turn', () => {
  let client: HostClient;
  let sandboxes: readonly [Sandbox, Sandbox];
  const ids: string[] = [];
  const NAMES = ['甲社', '乙社'] as const;
  const OTHER_SEED = 4711;
  const PEOPLE = [createDemoCompany(), createDemoCompany(OTHER_SEED)].map(({ users }) => new Map(users.map(({ id, name }) => [id, name])));
  const SECRETS = ['password-of-ko', 'password-of-otsu'] as const;

  beforeAll(async () => {
    sandboxes = [await startSandbox(), await startSandbox({ seed: OTHER_SEED })];
    client = await openHostClient('dispatcher');
    unwrapResult(await client.call('secrets.useSession', { use: true }));
    for (const [at, name] of NAMES.entries()) {
      const sandbox = sandboxes[at] as Sandbox;
      ids.push(unwrapResult(await client.call('companies.create', { name, kind: 'test' })).id);
      unwrapResult(await client.call('server.connect', { address: sandbox.address, accessKey: sandbox.accessKey }));
      unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: SECRETS[at] as string }));
    }
  });
  afterAll(async () => {
    await client.close();
    for (const sandbox of sandboxes) await sandbox.close();
    removeFolder(client.folder);
  });

  const open = async (at: number): Promise<void> => void unwrapResult(await client.call('companies.open', { id: ids[at] ?? '' }));

  it('keep their people, drafts, orders, plans and secrets apart, also with jobs under way', async () => {
    // Jobs that are running when another company is opened end in their own company or fail.
    const started: Promise<unknown>[] = [];
    for (let round = 0; round < 6; round++) {
      const at = round % 2;
      await open(at);
      for (const call of ['server.readPeople', 'orders.read', 'plan.readServer'] as const)
        if ((round + started.length) % 3 !== 0 || call !== 'plan.readServer') started.push(client.call(call, {}));
      started.push(
        client.call('drafts.apply', {
          command: {
            kind: 'put',
            section: 'invoice_groups',
            id: `round-${round}`,
            body: { code: `R${round}`, name: NAMES[at] as string, users: [], organizations: [] },
            note: '',
          },
        }),
      );
      // A read that must not be interrupted delays the switch, so the test retries.
      while (round < 5 && failureCodeOf(await client.call('companies.open', { id: ids[1 - at] ?? '' })) === 'apply-running')
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await Promise.all(started);
    for (;;) {
      const { jobs } = unwrapResult(await client.call('jobs.list', {}));
      if (jobs.every(({ state }) => state !== 'running')) {
        expect(jobs.filter(({ state }) => state === 'failed').map(({ kind, error }) => [kind, error?.code])).toEqual([]);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }

    for (const [at, name] of NAMES.entries()) {
      await open(at);
      const details = unwrapResult(await client.call('companies.current', {}));
      expect(details.company.serverAddress).toBe(sandboxes[at]?.address);
      const { rows } = unwrapResult(await client.call('drafts.list', LISTED));
      const rounds = rows.filter(({ id }) => id.startsWith('round-'));
      expect(rounds.map(({ id }) => Number(id.slice('round-'.length)) % 2)).toEqual([at, at, at]);
      expect(new Set(rounds.map((one) => one.name))).toEqual(new Set([name]));

      expect((await client.finish(client.call('server.readPeople', {}))).error).toBeNull();
      const { picks } = unwrapResult(await client.call('drafts.people', { search: '佐藤', kinds: ['user'], limit: 50 }));
      expect(picks.length).toBeGreaterThan(0);
      for (const { id, name: who } of picks) expect(PEOPLE[at]?.get(id)).toBe(who);
      expect((await client.finish(client.call('plan.readServer', {}))).error).toBeNull();
      expect(unwrapResult(await client.call('plan.state', {})).read?.label).toBe(sandboxes[at]?.address);
      expect((await client.finish(client.call('orders.read', {}))).error).toBeNull();
    }
    const passwordIs = async (): Promise<string | undefined> =>
      unwrapResult(await client.call('secrets.list', {})).secrets.find((secret) => secret.name === 'catalog-password')?.state;
    unwrapResult(await client.call('secrets.clear', { name: 'catalog-password' }));
    expect(await passwordIs()).toBe('not-set');
    await open(0);
    expect(await passwordIs()).toBe('session-only');
  });
});
