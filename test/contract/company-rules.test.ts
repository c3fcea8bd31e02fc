import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';

const errorIn = (result: Result<unknown>) => (result.ok ? null : result.error);

const STRICT: CallOutput<'companyRules.get'>['rules'] = {
  fewestApprovals: 3,
  mostSteps: 5,
  forbidSelfApproval: true,
  discourageNamedPeople: false,
  amountTiers: [{ from: 100_000, approvers: '部長と購買部', fewestApprovals: 2 }],
};

describe('company rules through both hosts', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('both hosts');
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  const chosen = async (path: string): Promise<string> => (await client.console.files.add({ path, origin: 'chosen' })).token;

  it('have default values until an administrator changes them, and can be reset to the defaults', async () => {
    const standard = unwrapResult(await client.call('companyRules.get', {}));
    expect(standard).toMatchObject({ standard: true, rules: { fewestApprovals: 1, amountTiers: [] } });
    expect(unwrapResult(await client.call('companyRules.change', { rules: STRICT }))).toEqual({ standard: false, rules: STRICT });
    expect(unwrapResult(await client.call('companyRules.get', {}))).toEqual({ standard: false, rules: STRICT });
    expect(unwrapResult(await client.call('companyRules.change', { rules: null }))).toEqual(standard);
  });

  it('are not overwritten if another window has saved them since', async () => {
    const { rules: began } = unwrapResult(await client.call('companyRules.get', {}));
    const theirs = { ...began, mostSteps: 9 };
    unwrapResult(await client.call('companyRules.change', { rules: theirs, began }));
    const mine = { ...began, fewestApprovals: 4 };
    expect(errorIn(await client.call('companyRules.change', { rules: mine, began }))?.code).toBe('rules-changed-elsewhere');
    expect(unwrapResult(await client.call('companyRules.get', {})).rules).toEqual(theirs);
    expect(unwrapResult(await client.call('companyRules.change', { rules: mine, began: theirs })).rules).toEqual(mine);
    unwrapResult(await client.call('companyRules.change', { rules: null }));
  });

  it('are checked immediately against every route', async () => {
    const created = unwrapResult(await client.call('drafts.create', { section: 'routes', name: '購買', template: 'route-department' }));
    const id = created.first?.object.id ?? '';
    const codes = async () =>
      unwrapResult(await client.call('drafts.get', { section: 'routes', id }))
        .problems.map(({ code }) => code)
        .filter((code) => code.startsWith('rule-'));
    expect(await codes()).not.toContain('rule-fewest-approvals');
    unwrapResult(await client.call('companyRules.change', { rules: { ...STRICT, fewestApprovals: 20 } }));
    expect(await codes()).toContain('rule-fewest-approvals');
  });

  it('travel as a small file', async () => {
    unwrapResult(await client.call('companyRules.change', { rules: STRICT }));
    const file = unwrapResult(await client.call('companyRules.export', { language: 'ja' }));
    expect(file.name).toMatch(/^自社-社内規則 \d{4}-\d\d-\d\d\.json$/);
    const path = join(client.folder, 'rules.json');
    copyFileSync((await client.console.files.find(file.token)).path, path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ format: 'tsunagi-company-rules', version: 1, rules: STRICT });
    unwrapResult(await client.call('companyRules.change', { rules: null }));
    expect(unwrapResult(await client.call('companyRules.import', { token: await chosen(path) }))).toEqual({
      standard: false,
      rules: STRICT,
    });
  });

  it('reject a file of another kind or with an invalid value, and keep the current rules', async () => {
    const before = unwrapResult(await client.call('companyRules.get', {}));
    const refused = async (content: string) => {
      const path = join(client.folder, 'other.json');
      writeFileSync(path, content);
      return errorIn(await client.call('companyRules.import', { token: await chosen(path) }));
    };
    expect(await refused('{ "format": "tsunagi-drafts" }')).toMatchObject({ code: 'rules-file-foreign' });
    expect(await refused('no json')).toMatchObject({ code: 'rules-file-foreign' });
    expect(
      await refused(JSON.stringify({ format: 'tsunagi-company-rules', version: 1, rules: { ...STRICT, mostSteps: 0 } })),
    ).toMatchObject({ code: 'rules-file-invalid', params: { field: 'rules.mostSteps' } });
    expect(unwrapResult(await client.call('companyRules.get', {}))).toEqual(before);
  });
});
