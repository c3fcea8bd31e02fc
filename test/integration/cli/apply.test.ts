import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { derivePublicKey, generatePrivateKey, getKeyFingerprint, signApproval } from '#main/company/plan/approval-signature.ts';
import { hashCalls, hashPlanDocument, hashText } from '#main/company/plan/plan-hash.ts';
import { takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import { APPROVAL_FILE_FORMAT } from '#shared/contract/plan/approval.ts';
import { planDocumentSchema } from '#shared/contract/plan/plan-document.ts';
import { formatDisplayedContent } from '#shared/domain/sync/plan/document.ts';
import { accessOf, applyAll, draftManyChanges, newCompany, openConsoleOn } from '../../support/apply-company.ts';
import { CLI } from '../../support/built.ts';
import { openCompanies } from '../../support/engine.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { accessTrustKeys, confirmForCommands } from '../../support/trust-keys.ts';
import { runsUnderWine } from '../../support/windows/on-windows.ts';

const SECRET = 'a-catalog-password';

interface Said {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
  /** Output lines on standard output, parsed as JSON. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** Trust keys of the commands, which use the correct or a wrong access key. */
const keysOf = ({ accessKey }: Sandbox) => accessTrustKeys(accessKey, 'wrong');

describe('plan, apply and history on the command line', () => {
  let sandbox: Sandbox;
  let folder: string;
  let companyId: string;
  const path = (name: string): string => join(folder, name);

  beforeAll(async () => {
    sandbox = await startSandbox();
    folder = temporaryFolder('cli');
    companyId = await newCompany(path('data/workspaces'), accessOf(sandbox), '試験商事');
    const engine = await openConsoleOn(path('data/workspaces'), companyId, { trustKeys: keysOf(sandbox) });
    await engine.changeServer(sandbox.address);
    await draftManyChanges(engine, companyId);
    await engine.close();
    await confirmForCommands(path('data/workspaces'), companyId, sandbox.accessKey, 'wrong');
  });
  afterAll(async () => {
    await sandbox.close();
  });

  /**
   * Runs the command as a scheduler does: without a terminal, with secrets in the environment, and with `apply` confirmed by `--yes`.
   * `stopAt` kills it at this line of output.
   */
  function tsunagi(args: readonly string[], { key = sandbox.accessKey, stopAt = '', yes = true } = {}): Promise<Said> {
    return new Promise((done, failed) => {
      const confirmed = yes && args[0] === 'apply' ? ['--yes'] : [];
      const child = spawn(process.execPath, [CLI, ...args, ...confirmed, '--data-dir', path('data')], {
        env: {
          PATH: process.env['PATH'],
          LANG: 'ja_JP.UTF-8',
          TSUNAGI_ACCESS_KEY: key,
          TSUNAGI_CATALOG_PASSWORD: SECRET,
          TSUNAGI_OPERATOR: '夜間の反映',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 3 * 60_000,
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
        if (stopAt !== '' && out.includes(stopAt)) child.kill('SIGKILL');
      });
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString();
      });
      child.on('error', failed);
      child.on('close', (exit) => {
        const lines = out
          .split('\n')
          .flatMap((line) => (line.startsWith('{') && line.endsWith('}') ? [JSON.parse(line) as Said['lines'][number]] : []));
        try {
          requirePrinted(args, out, err);
          done({ exit, out, err, lines });
        } catch (error) {
          failed(error);
        }
      });
    });
  }
  const of = ({ lines }: Said, type: string) => lines.filter((line) => line['type'] === type);

  it('report invalid usage and unreadable input: exit 2', async () => {
    expect(await tsunagi(['plan'])).toMatchObject({ exit: 2, out: '', err: expect.stringContaining('--profile NAME --out FILE') });
    expect(await tsunagi(['plan', '--profile', 'どこにもない', '--out', path('x.json')])).toMatchObject({ exit: 2 });
    expect(await tsunagi(['apply', path('plan.json')])).toMatchObject({ exit: 2, err: expect.stringContaining('--reason TEXT') });
    // A mistyped file name is not reported as a modified file.
    expect(await tsunagi(['apply', path('none.json'), '--reason', '理由'])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/none\.json」を開けませんでした/),
    });
    writeFileSync(path('other.json'), '{}');
    expect(await tsunagi(['apply', path('other.json'), '--reason', '理由'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('計画のファイルを読み取れません'),
    });
    expect(await tsunagi(['history', 'forget'])).toMatchObject({ exit: 2, err: expect.stringContaining('verify') });
    const lock = takeFolderLock(path('data'));
    expect(await tsunagi(['plan', '--profile', '試験商事', '--out', path('x.json')])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('「つなぎ」がすでに起動'),
    });
    lock?.release();
  });

  it('wait for a console that uses the folder, for as long as requested', async () => {
    const lock = takeFolderLock(path('data'));
    const words = ['plan', '--profile', '試験商事', '--out', path('waited.json'), '--wait', '60'];
    const child = spawn(process.execPath, [CLI, ...words, '--data-dir', path('data')], {
      env: { PATH: process.env['PATH'], LANG: 'ja_JP.UTF-8', TSUNAGI_ACCESS_KEY: sandbox.accessKey, TSUNAGI_CATALOG_PASSWORD: SECRET },
    });
    let err = '';
    // The command reports that it waits before it starts to wait.
    child.stderr.once('data', () => lock?.release());
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    expect([0, 1]).toContain(await new Promise((done) => child.on('close', done)));
    expect(err).toContain('待機します');
    expect(planDocumentSchema.safeParse(JSON.parse(readFileSync(path('waited.json'), 'utf8'))).success).toBe(true);
    expect((await tsunagi(['plan', '--profile', '試験商事', '--out', path('x.json'), '--wait', 'long'])).exit).toBe(2);
  });

  it('report that the server cannot be used: exit 3', async () => {
    expect(await tsunagi(['plan', '--profile', '試験商事', '--out', path('x.json')], { key: 'wrong' })).toMatchObject({ exit: 3 });
  });

  it('write a plan, and apply it completely although the apply was killed', async () => {
    const planned = await tsunagi(['plan', '--profile', '試験商事', '--out', path('plan.json'), '--json']);
    expect(planned).toMatchObject({ exit: 0, err: '' });
    const document = planDocumentSchema.parse(JSON.parse(readFileSync(path('plan.json'), 'utf8')));
    expect(of(planned, 'plan')).toMatchObject([{ items: document.calls.length, blocked: [] }]);
    expect(document.calls.length).toBeGreaterThanOrEqual(40);

    const sent = sandbox.calls.length;
    expect(await tsunagi(['apply', path('plan.json'), '--reason', '夜間の反映'], { yes: false })).toMatchObject({
      exit: 2,
      err: expect.stringContaining('--yes'),
    });
    expect(sandbox.calls).toHaveLength(sent);
    const killed = await tsunagi(['apply', path('plan.json'), '--reason', '夜間の反映'], { stopAt: '"phase":"applying","done":7,' });
    expect(killed.exit).toBeNull();
    const resumed = await tsunagi(['apply', path('plan.json'), '--reason', '夜間の反映']);
    expect(resumed).toMatchObject({ exit: 0, err: '' });
    expect(of(resumed, 'result')).toMatchObject([{ state: 'done', done: document.calls.length, failed: 0, differing: 0 }]);
    expect(of(resumed, 'step')).toHaveLength(document.calls.length);
    expect(of(resumed, 'progress')).toContainEqual({
      type: 'progress',
      phase: 'applying',
      done: document.calls.length,
      total: document.calls.length,
    });
    expect(killed.out + resumed.out + killed.err).not.toContain(SECRET);

    // Nothing is left to apply. The same file is now outdated, because the server has changed.
    expect(of(await tsunagi(['plan', '--profile', companyId, '--out', path('again.json'), '--json']), 'plan')).toMatchObject([
      { items: 0 },
    ]);
    expect(await tsunagi(['apply', path('plan.json'), '--reason', '夜間の反映'])).toMatchObject({
      exit: 4,
      err: expect.stringMatching(/件は、サーバーとの差分がすでにありません。[\s\S]*サーバーの内容が変更された/),
    });
  });

  // The next three tests give the same result on every system, because they compare contents of plans, drafts and the server.
  it.skipIf(runsUnderWine)('refuse an outdated plan, and report the changes and who made them', async () => {
    const engine = await openConsoleOn(path('data/workspaces'), companyId, { trustKeys: keysOf(sandbox) });
    const title = (text: string) => ({ kind: 'set', fields: { title: text } }) as const;
    await engine.applyDraft({ kind: 'edit', section: 'common_settings', id: 'common_settings', edit: title('購入申請（本社）') });
    await engine.close();
    await tsunagi(['plan', '--profile', companyId, '--out', path('title.json')]);
    const before = sandbox.calls.length;
    sandbox.edit({ section: 'common_settings', id: 'common_settings', by: '坂本 美穂', fields: { serialId: 'new-serial-2' } });
    const refused = await tsunagi(['apply', path('title.json'), '--reason', '呼び名をそろえるため']);
    expect(refused).toMatchObject({ exit: 4, err: expect.stringContaining('共通設定を、坂本 美穂が変更しました。') });
    expect(of(refused, 'overtaken')).toMatchObject([{ key: 'common_settings common_settings', change: 'changed', by: '坂本 美穂' }]);
    expect(sandbox.calls.slice(before).some(({ action }) => action === 'put_object')).toBe(false);
  });

  it.skipIf(runsUnderWine)('report that the drafts of a plan changed locally, without blaming the server', async () => {
    await tsunagi(['plan', '--profile', companyId, '--out', path('own.json')]);
    const before = sandbox.calls.length;
    const change = async (edit: (engine: Awaited<ReturnType<typeof openConsoleOn>>) => Promise<unknown>): Promise<Said> => {
      const engine = await openConsoleOn(path('data/workspaces'), companyId, { trustKeys: keysOf(sandbox) });
      await edit(engine);
      await engine.close();
      return tsunagi(['apply', path('own.json'), '--reason', '呼び名をそろえるため']);
    };
    const title = { kind: 'set', fields: { title: '購入申請（支社）' } } as const;
    const at = { section: 'common_settings', id: 'common_settings' } as const;
    const edited = await change((engine) => engine.applyDraft({ kind: 'edit', ...at, edit: title }));
    const given = await change((engine) => engine.revertDrafts([at]));
    for (const said of [edited, given]) {
      expect(said).toMatchObject({ exit: 4, err: expect.stringContaining('計画が変更されたため、反映していません') });
      expect(said.err).not.toMatch(/サーバーとの差分がすでにありません|サーバーの内容が変更された/);
      expect(of(said, 'failure')).toMatchObject([{ code: 'plan-changed' }]);
      expect(of(said, 'overtaken')).toEqual([]);
    }
    expect(sandbox.calls.slice(before).some(({ action }) => action === 'put_object')).toBe(false);
    const engine = await openConsoleOn(path('data/workspaces'), companyId, { trustKeys: keysOf(sandbox) });
    // Restores the state of the previous test. The number of undo steps depends on the speed of the edits, so the value is set directly.
    await engine.applyDraft({ kind: 'edit', ...at, edit: { kind: 'set', fields: { title: '購入申請（本社）' } } });
    await engine.close();
  });

  it.skipIf(runsUnderWine)('send nothing to the server of a company that is only looked at', async () => {
    const lookOn = async (readOnly: boolean): Promise<void> => {
      const companies = openCompanies(path('data/workspaces'), { operator: 'tanaka', machine: 'PC01', trustKeys: keysOf(sandbox) });
      await companies.setReadOnly(companyId, readOnly, readOnly ? null : '試験商事');
      await companies.close();
    };
    await tsunagi(['plan', '--profile', companyId, '--out', path('looked-at.json')]);
    await lookOn(true);
    const before = sandbox.calls.length;
    const refused = await tsunagi(['apply', path('looked-at.json'), '--reason', '呼び名をそろえるため']);
    await lookOn(false);
    expect(refused.exit).toBe(4);
    expect(of(refused, 'failure')).toMatchObject([{ code: 'plan-guarded', params: { first: 'writable' } }]);
    expect(sandbox.calls.slice(before).some(({ action }) => action === 'put_object')).toBe(false);
  });

  it('refuse a plan blocked by a guard and a plan of another company: exit 4 and 2', async () => {
    const empty = await tsunagi(['apply', path('again.json'), '--reason', '理由です']);
    expect(empty).toMatchObject({ exit: 4 });
    const document = JSON.parse(readFileSync(path('plan.json'), 'utf8')) as { company: { id: string } };
    writeFileSync(
      path('foreign.json'),
      JSON.stringify({ ...document, company: { ...document.company, id: '00000000-0000-4000-8000-000000000000' } }),
    );
    expect(await tsunagi(['apply', path('foreign.json'), '--reason', '理由です'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('別の会社'),
    });
  });

  it('report a company with an unreadable file as such, never as missing or as another company', async () => {
    const damaged = '0f5c9a3e-7b1d-4c0a-9d6e-2f8b6a1c4e57';
    const file = path(`data/workspaces/${damaged}.tsunagi`);
    writeFileSync(file, 'not a database '.repeat(1000));
    try {
      const document = JSON.parse(readFileSync(path('plan.json'), 'utf8')) as { company: { id: string } };
      writeFileSync(path('damaged.json'), JSON.stringify({ ...document, company: { ...document.company, id: damaged } }));
      const commands = [
        ['plan', '--profile', damaged, '--out', path('none.json')],
        ['plan', '--profile', '支社', '--out', path('none.json')],
        ['apply', path('damaged.json'), '--reason', '理由です'],
        ['runs', '--profile', damaged],
      ];
      for (const command of commands) {
        const told = await tsunagi([...command, '--json']);
        expect(told.exit, command.join(' ')).toBe(5);
        expect(of(told, 'failure')).toMatchObject([{ code: 'company-file-corrupt' }]);
      }
      // An ID selects one file, so another damaged file has no effect.
      expect(await tsunagi(['apply', path('foreign.json'), '--reason', '理由です'])).toMatchObject({ exit: 2 });
    } finally {
      rmSync(file);
    }
  });

  it.skipIf(runsUnderWine)('list a run that was cut, and give it up with a reason', async () => {
    const engine = await openConsoleOn(path('data/workspaces'), companyId, { trustKeys: keysOf(sandbox) });
    for (let at = 10; at < 22; at++)
      await engine.applyDraft({
        kind: 'put',
        section: 'invoice_groups',
        id: `cut-${at}`,
        body: { code: `CUT${at}`, name: `途中のグループ ${at}`, users: [], organizations: [] },
        note: '',
      });
    await engine.close();
    await tsunagi(['plan', '--profile', companyId, '--out', path('cut.json')]);
    const killed = await tsunagi(['apply', path('cut.json'), '--reason', '途中で止める'], { stopAt: '"phase":"applying","done":4,' });
    expect(killed.exit).toBeNull();

    const listed = await tsunagi(['runs', '--profile', companyId, '--json']);
    expect(listed.exit).toBe(1);
    const [run] = of(listed, 'run');
    const { calls } = planDocumentSchema.parse(JSON.parse(readFileSync(path('cut.json'), 'utf8')));
    expect(run).toMatchObject({ state: 'interrupted', total: calls.length, reason: '途中で止める' });
    // Runs beside an open console, which may be continuing the run.
    const lock = takeFolderLock(path('data'));
    const beside = await tsunagi(['runs', '--profile', companyId]);
    expect(beside).toMatchObject({
      exit: 0,
      err: '',
      out: expect.stringContaining('「つなぎ」がすでに起動しており、このフォルダーを使用しています'),
    });
    expect(await tsunagi(['history', 'verify', '--profile', companyId])).toMatchObject({ exit: 0, err: '' });
    lock?.release();
    const abandon = ['abandon', String(run?.['id']), '--profile', companyId];
    expect(await tsunagi(abandon)).toMatchObject({ exit: 2, err: expect.stringContaining('--reason TEXT') });
    expect(await tsunagi([...abandon, '--reason', '担当が変わるため', '--json'])).toMatchObject({ exit: 0, err: '' });
    expect(await tsunagi([...abandon, '--reason', '担当が変わるため'])).toMatchObject({ exit: 2 });
    expect(await tsunagi(['abandon', 'no-such-run', '--profile', companyId, '--reason', '理由'])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('この反映の記録はありません'),
    });
    expect((await tsunagi(['runs', '--profile', companyId])).exit).toBe(0);

    // An abandoned run permits the next one, and the history contains who abandoned it and why.
    const after = await openConsoleOn(path('data/workspaces'), companyId, { trustKeys: keysOf(sandbox) });
    const filter = { kinds: [], sections: [], search: '担当が変わるため', runId: null, from: null, to: null };
    const { entries } = await after.historyLog({ filter, offset: 0, limit: 10 });
    expect(entries).toMatchObject([{ kind: 'run-ended', reason: '担当が変わるため' }]);
    await after.close();
    await tsunagi(['plan', '--profile', companyId, '--out', path('rest.json')]);
    expect(await tsunagi(['apply', path('rest.json'), '--reason', '残りを反映'])).toMatchObject({ exit: 0 });
  });

  it.skipIf(runsUnderWine)(
    'report whether the last change of an abandoned run arrived, or that it is unknown until the next read',
    async () => {
      const giveUp = async (name: string, key: string) => {
        const engine = await openConsoleOn(path('data/workspaces'), companyId, { trustKeys: keysOf(sandbox) });
        const body = { code: name.toUpperCase(), name: `${name} のグループ`, users: [], organizations: [] };
        await engine.applyDraft({ kind: 'put', section: 'invoice_groups', id: name, body, note: '' });
        sandbox.misbehave({ kind: 'cut-after', action: 'put_object' });
        const { runId, state } = await applyAll(engine, accessOf(sandbox), { reason: '切れるまで' });
        sandbox.misbehave(null);
        await engine.close();
        expect(state).toBe('paused');
        const words = ['abandon', runId, '--profile', companyId, '--reason', '担当が変わるため'];
        const said = await tsunagi([...words, '--json'], { key });
        expect(said).toMatchObject({ exit: 0, err: '' });
        return { runId, abandoned: of(said, 'abandoned')[0] };
      };
      const runOf = async (runId: string) => {
        const listed = await tsunagi(['runs', '--profile', companyId, '--json']);
        expect(listed.exit).toBe(0);
        return of(listed, 'run').find(({ id }) => id === runId);
      };
      const asked = await giveUp('asked', sandbox.accessKey);
      expect(asked.abandoned).toMatchObject({ done: 1, unknown: 0, total: 1 });
      expect(await runOf(asked.runId)).toMatchObject({ state: 'cancelled', done: 1, unknown: 0 });

      const unasked = await giveUp('unasked', 'a-key-that-is-none');
      expect(unasked.abandoned).toMatchObject({ done: 0, unknown: 1, total: 1 });
      expect(await runOf(unasked.runId)).toMatchObject({ state: 'cancelled', done: 0, unknown: 1 });
      expect((await tsunagi(['runs', '--profile', companyId])).out).toContain('1 件は結果不明です');
      await tsunagi(['plan', '--profile', companyId, '--out', path('settled.json')]);
      expect(await runOf(unasked.runId)).toMatchObject({ done: 1, unknown: 0 });
      expect(await tsunagi(['history', 'verify', '--profile', companyId])).toMatchObject({ exit: 0 });
    },
  );

  it.skipIf(runsUnderWine)('require a second administrator if the company does, and use the given approval', async () => {
    const engine = await openConsoleOn(path('data/workspaces'), companyId, { trustKeys: keysOf(sandbox) });
    const { policy } = await engine.guardPolicy();
    await engine.changeGuardPolicy({ ...policy, approvalRequired: true });
    await engine.applyDraft({
      kind: 'put',
      section: 'invoice_groups',
      id: 'approved',
      body: { code: 'APPROVED', name: '承認されたグループ', users: [], organizations: [] },
      note: '',
    });
    await engine.close();
    await tsunagi(['plan', '--profile', companyId, '--out', path('asked.json')]);
    const document = planDocumentSchema.parse(JSON.parse(readFileSync(path('asked.json'), 'utf8')));
    const approved = {
      seal: hashCalls(document.calls, document),
      shown: hashText(formatDisplayedContent(document)),
      file: hashPlanDocument(document),
      by: 'sato',
      at: new Date().toISOString(),
    };
    const key = generatePrivateKey();
    const publicKey = derivePublicKey(key);
    const approval = { ...APPROVAL_FILE_FORMAT, ...approved, publicKey, signature: signApproval(key, approved) };
    writeFileSync(path('approval.json'), JSON.stringify(approval));
    const apply = ['apply', path('asked.json'), '--reason', '承認つき', '--approval', path('approval.json')];
    expect(await tsunagi(apply.slice(0, 4))).toMatchObject({ exit: 4 });
    expect(await tsunagi(apply)).toMatchObject({ exit: 4 });
    expect(await tsunagi([...apply.slice(0, -1), path('elsewhere.json')])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/elsewhere\.json」を開けませんでした/),
    });
    const trusting = await openConsoleOn(path('data/workspaces'), companyId, { trustKeys: keysOf(sandbox) });
    await trusting.trustApprover({ fingerprint: getKeyFingerprint(publicKey), name: '佐藤' });
    await trusting.close();
    expect(await tsunagi(apply)).toMatchObject({ exit: 0 });
  });

  it('verify the history, and detect a single changed word in it: exit 0 and 1', async () => {
    const proof = await tsunagi(['history', 'verify', '--profile', '試験商事', '--json']);
    expect(proof).toMatchObject({ exit: 0 });
    const head = String(of(proof, 'history')[0]?.['head']);
    expect(head).toMatch(/^[0-9a-f]{64}$/);
    for (const noted of [head, ` ${head.toUpperCase()} `])
      expect(await tsunagi(['history', 'verify', '--profile', '試験商事', '--head', noted])).toMatchObject({ exit: 0 });
    // A truncated hash proves nothing about the history.
    const half = await tsunagi(['history', 'verify', '--profile', '試験商事', '--head', head.slice(0, -1)]);
    expect(half).toMatchObject({ exit: 2, err: expect.stringContaining('--head') });
    expect(
      await tsunagi(['history', 'verify', '--profile', '試験商事', '--head', head.replace(/./, (first) => (first === '0' ? '1' : '0'))]),
    ).toMatchObject({ exit: 1 });

    const database = new DatabaseSync(path(`data/workspaces/${companyId}.tsunagi`));
    expect(() => database.exec("UPDATE history_entry SET head = replace(head, '夜間', '昼間')")).toThrow(/only ever added/);
    expect(() => database.exec('DELETE FROM history_entry')).toThrow(/only ever added/);
    database.exec("DROP TRIGGER history_entry_stays; UPDATE history_entry SET head = replace(head, '夜間', '昼間') WHERE seq = 3");
    database.close();
    const broken = await tsunagi(['history', 'verify', '--profile', '試験商事', '--json']);
    expect(broken).toMatchObject({ exit: 1 });
    expect(of(broken, 'history')).toMatchObject([{ state: 'broken', broken: { seq: 3, problem: 'content' } }]);
  });
});
