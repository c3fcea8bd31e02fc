import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { answered, type Door, openDoorBy, removeFolder } from '../support/console-doors.ts';

const errorIn = (result: Result<unknown>) => (result.ok ? null : result.error);

const STRICT: CallOutput<'companyRules.get'>['rules'] = {
  fewestApprovals: 3,
  mostSteps: 5,
  forbidSelfApproval: true,
  discourageNamedPeople: false,
  amountTiers: [{ from: 100_000, approvers: '部長と購買部', fewestApprovals: 2 }],
};

describe('company rules through both hosts', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoorBy('both hosts');
    answered(await door.call('companies.create', { name: '自社', kind: 'test' }));
  });
  afterAll(async () => {
    await door.close();
    removeFolder(door.folder);
  });

  const chosen = async (path: string): Promise<string> => (await door.console.files.add({ path, origin: 'chosen' })).token;

  it('have default values until an administrator changes them, and can be reset to the defaults', async () => {
    const standard = answered(await door.call('companyRules.get', {}));
    expect(standard).toMatchObject({ standard: true, rules: { fewestApprovals: 1, amountTiers: [] } });
    expect(answered(await door.call('companyRules.change', { rules: STRICT }))).toEqual({ standard: false, rules: STRICT });
    expect(answered(await door.call('companyRules.get', {}))).toEqual({ standard: false, rules: STRICT });
    expect(answered(await door.call('companyRules.change', { rules: null }))).toEqual(standard);
  });

  it('are not written over where another window saved them since', async () => {
    const { rules: began } = answered(await door.call('companyRules.get', {}));
    const theirs = { ...began, mostSteps: 9 };
    answered(await door.call('companyRules.change', { rules: theirs, began }));
    const mine = { ...began, fewestApprovals: 4 };
    expect(errorIn(await door.call('companyRules.change', { rules: mine, began }))?.code).toBe('rules-changed-elsewhere');
    expect(answered(await door.call('companyRules.get', {})).rules).toEqual(theirs);
    expect(answered(await door.call('companyRules.change', { rules: mine, began: theirs })).rules).toEqual(mine);
    answered(await door.call('companyRules.change', { rules: null }));
  });

  it('are checked against every route at once', async () => {
    const created = answered(await door.call('drafts.create', { section: 'routes', name: '購買', template: 'route-department' }));
    const id = created.first?.object.id ?? '';
    const codes = async () =>
      answered(await door.call('drafts.get', { section: 'routes', id }))
        .problems.map(({ code }) => code)
        .filter((code) => code.startsWith('rule-'));
    expect(await codes()).not.toContain('rule-fewest-approvals');
    answered(await door.call('companyRules.change', { rules: { ...STRICT, fewestApprovals: 20 } }));
    expect(await codes()).toContain('rule-fewest-approvals');
  });

  it('travel as a small file', async () => {
    answered(await door.call('companyRules.change', { rules: STRICT }));
    const file = answered(await door.call('companyRules.export', { language: 'ja' }));
    expect(file.name).toMatch(/^自社-社内規則 \d{4}-\d\d-\d\d\.json$/);
    const path = join(door.folder, 'rules.json');
    copyFileSync((await door.console.files.find(file.token)).path, path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ format: 'tsunagi-company-rules', version: 1, rules: STRICT });
    answered(await door.call('companyRules.change', { rules: null }));
    expect(answered(await door.call('companyRules.import', { token: await chosen(path) }))).toEqual({ standard: false, rules: STRICT });
  });

  it('reject a file of another kind or with an invalid value, and keep the current rules', async () => {
    const before = answered(await door.call('companyRules.get', {}));
    const refused = async (content: string) => {
      const path = join(door.folder, 'other.json');
      writeFileSync(path, content);
      return errorIn(await door.call('companyRules.import', { token: await chosen(path) }));
    };
    expect(await refused('{ "format": "tsunagi-drafts" }')).toMatchObject({ code: 'rules-file-foreign' });
    expect(await refused('no json')).toMatchObject({ code: 'rules-file-foreign' });
    expect(
      await refused(JSON.stringify({ format: 'tsunagi-company-rules', version: 1, rules: { ...STRICT, mostSteps: 0 } })),
    ).toMatchObject({ code: 'rules-file-invalid', params: { field: 'rules.mostSteps' } });
    expect(answered(await door.call('companyRules.get', {}))).toEqual(before);
  });
});
