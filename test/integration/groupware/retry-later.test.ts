import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accessOf, applyAll, createSilentJobContext, newCompany, openConsoleOn, planOf, SECRETS } from '../../support/apply-company.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startServer } from './support.ts';

test('a run cannot be retried once a later run has started, whose changes are kept', async () => {
  const folder = temporaryFolder('retry-later');
  const sandbox = await startServer();
  const engine = await openConsoleOn(folder, await newCompany(folder, accessOf(sandbox), '試験'));
  try {
    const setPassword = () => engine.noteSecret('catalog-password', { kind: 'set', keptIn: 'system', boundTo: 'amazon', mark: 'mark' });
    const retryable = async (runId: string) =>
      (await engine.applyState({ runId, states: [], offset: 0, limit: 10 })).steps.map(({ state, retryable: may }) => [state, may]);
    await setPassword();
    const { runId, state } = await applyAll(engine, accessOf(sandbox), { secrets: {} });
    expect(state).toBe('failed');
    expect(await retryable(runId)).toEqual([['failed', true]]);

    await setPassword();
    expect(await applyAll(engine, accessOf(sandbox))).toMatchObject({ state: 'done', done: 1 });
    expect(await planOf(engine)).toEqual([]);
    expect(await retryable(runId)).toEqual([['failed', false]]);
    const retry = engine.retryApply({ runId, ifHeld: 'refuse', secrets: SECRETS }, accessOf(sandbox), createSilentJobContext());
    await expect(retry).rejects.toMatchObject({ failure: { code: 'apply-not-waiting' } });
    expect(sandbox.calls.filter(({ action }) => action === 'set_secret')).toHaveLength(1);
    expect(await planOf(engine)).toEqual([]);
  } finally {
    await engine.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
