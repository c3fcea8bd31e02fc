import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accessOf, applyAll, createSilentJobContext, newCompany, openConsoleOn, SECRETS } from '../../support/apply-company.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startServer } from './support.ts';

test('an interrupted run continues with the server it was planned for, and with no other', async () => {
  const folder = temporaryFolder('other-server');
  const [sandbox, other] = [await startServer(), await startServer()];
  const engine = await openConsoleOn(folder, await newCompany(folder, accessOf(sandbox), '試験'));
  try {
    const group = (at: number) => {
      const body = { code: `NEW${at}`, name: `新しいグループ${at}`, users: [], organizations: [] };
      return { kind: 'put', section: 'invoice_groups', id: `new-${at}`, body, note: '' } as const;
    };
    await engine.applyDraft({ kind: 'sequence', commands: Array.from({ length: 10 }, (_, at) => group(at)) });
    const cut = new AbortController();
    const { runId, state } = await applyAll(
      engine,
      accessOf(sandbox),
      {},
      {
        signal: cut.signal,
        report: ({ phase, done }) => {
          if (phase === 'applying' && done === 4) cut.abort();
        },
      },
    );
    expect(state).toBe('paused');
    const resume = (server: typeof sandbox) =>
      engine.resumeApply({ runId, ifHeld: 'refuse', secrets: SECRETS }, accessOf(server), createSilentJobContext());
    await expect(resume(other)).rejects.toMatchObject({
      failure: { code: 'apply-other-server', params: { address: sandbox.address } },
    });
    expect(other.calls.filter(({ action }) => action !== 'describe')).toEqual([]);
    expect(await resume(sandbox)).toMatchObject({ state: 'done', done: 10, differing: 0 });
  } finally {
    await engine.close();
    for (const server of [sandbox, other]) await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
