import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accessOf, applyAll, createSilentJobContext, newCompany, openConsoleOn, planOf } from '../../support/apply-company.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startServer } from './support.ts';

test('an unticked item stays unticked while it cannot be ticked, regardless of other items unticked', async () => {
  const folder = temporaryFolder('unticked');
  const sandbox = await startServer();
  const engine = await openConsoleOn(folder, await newCompany(folder, accessOf(sandbox), '試験'));
  try {
    const group = (id: string, name: string) =>
      ({ kind: 'put', section: 'invoice_groups', id, body: { code: id, name, users: [], organizations: [] }, note: '' }) as const;
    await engine.applyDraft({ kind: 'sequence', commands: [group('A', 'あ'), group('B', 'い')] });
    await applyAll(engine, accessOf(sandbox));
    await engine.applyDraft({ kind: 'sequence', commands: [group('A', 'こちらのあ'), group('B', 'こちらのい')] });
    const read = async (name: string) => {
      expect(sandbox.edit({ section: 'invoice_groups', id: 'A', fields: { name } })).toBeNull();
      await engine.readServer(accessOf(sandbox), createSilentJobContext());
    };
    const chosen = async () => (await planOf(engine)).map(({ id, kind, chosen: of }) => [id, kind, of]);

    await engine.selectPlan({ keys: ['invoice_groups A'], chosen: false });
    await read('あちらのあ');
    await engine.selectPlan({ keys: ['invoice_groups B'], chosen: false });
    expect(await chosen()).toEqual([
      ['A', 'conflict', false],
      ['B', 'change', false],
    ]);
    await read('あ');
    expect(await chosen()).toEqual([
      ['A', 'change', false],
      ['B', 'change', false],
    ]);
    await engine.selectPlan({ keys: ['invoice_groups A'], chosen: true });
    expect(await chosen()).toEqual([
      ['A', 'change', true],
      ['B', 'change', false],
    ]);
  } finally {
    await engine.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
