import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import { connectCompany } from '../support/connected-company.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { linesOf } from '../support/page-lines.ts';

const OPERATOR = `${process.env['TSUNAGI_OPERATOR']} (${userInfo().username})`;
const TODAY = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
type Filter = CallInput<'historyLog.list'>['filter'];
const EVERYTHING: Filter = { kinds: [], sections: [], search: '', runId: null, from: null, to: null };

describe('the history as a file', () => {
  let client: HostClient;
  let sandbox: Sandbox;
  let entries: CallOutput<'historyLog.list'>['entries'];
  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    sandbox = await startSandbox();
    await connectCompany(client, sandbox);
    const { policy } = unwrapResult(await client.call('plan.policy', {}));
    unwrapResult(await client.call('plan.changePolicy', { policy: { ...policy, people: { count: null, percent: null, floor: 0 } } }));
    const draft = async (command: object): Promise<void> => {
      unwrapResult(await client.call('drafts.apply', { command } as CallInput<'drafts.apply'>));
    };
    await draft({ kind: 'edit', section: 'common_settings', id: 'common_settings', edit: { kind: 'set', fields: { title: '購買' } } });
    await draft({
      kind: 'edit',
      section: 'invoice_groups',
      id: 'demo-invoice-1',
      edit: { kind: 'set', fields: { name: '本社（改）', code: 'HONSHA02' } },
    });
    const { digest } = unwrapResult(await client.call('plan.state', {}));
    const run = await client.finish(client.call('apply.start', { digest, reason: '期の初め', ifHeld: 'refuse', onFailure: 'stop' }));
    expect(run).toMatchObject({ error: null, result: { done: 2 } });
    entries = unwrapResult(await client.call('historyLog.list', { filter: EVERYTHING, offset: 0, limit: 50 })).entries;
  });
  afterAll(async () => {
    await client.close();
    await sandbox.close();
    removeFolder(client.folder);
  });
  const written = async (format: 'json' | 'csv' | 'html', language: 'ja' | 'en', filter: Partial<Filter> = {}) => {
    const order = { filter: { ...EVERYTHING, ...filter }, format, encoding: 'utf8' as const, language };
    const { error, result, phase, total } = await client.finish(client.call('historyLog.export', order));
    expect([error, phase, total]).toEqual([null, 'writing', result?.['entries']]);
    const { path, name } = await client.console.files.find(String(result?.['token']));
    return { name, text: readFileSync(path, 'utf8') };
  };
  const moments = (): string[] =>
    entries
      .map(({ at }) => new Date(Date.parse(at) + 9 * 3_600_000).toISOString().slice(0, 16).replaceAll('-', '/').replace('T', ' '))
      .reverse();

  it('is a table with one row per changed field, oldest first', async () => {
    const { name, text } = await written('csv', 'ja');
    const [first, second, third, fourth, fifth] = moments();
    const [secret, began, title, group, ended] = [...entries].reverse();
    const proof = (entry: (typeof entries)[number] | undefined) => `${entry?.requestId ?? ''},${entry?.hash}`;
    const renamed = `4,${fourth},${OPERATOR},請求書グループ,本社（改）,請求書グループ「本社（改）」を変更しました（コード、名前）。`;
    expect(name).toBe(`自社 反映の履歴 ${TODAY}.csv`);
    expect(text.split('\r\n')).toEqual([
      '番号,日時,操作者,区分,名前,内容,変更項目,変更前,変更後,理由,リクエスト番号,ハッシュ値',
      `1,${first},${OPERATOR},,,アクセスキーを、この端末に登録しました（値は記録しません）,,,,,${proof(secret)}`,
      `2,${second},${OPERATOR},,,2 件の反映を開始しました,,,,期の初め,${proof(began)}`,
      `3,${third},${OPERATOR},共通設定,,共通設定の申請タイトルを「Amazonビジネス購入申請」から「購買」に変更しました。,申請タイトル,「Amazonビジネス購入申請」,「購買」,期の初め,${proof(title)}`,
      `${renamed},コード,「HONSHA01」,「HONSHA02」,期の初め,${proof(group)}`,
      `${renamed},名前,「本社」,「本社（改）」,期の初め,${proof(group)}`,
      `5,${fifth},${OPERATOR},,,反映が完了しました（2 件、読み戻して確認 2 件）,,,,期の初め,${proof(ended)}`,
      '',
    ]);
  });

  it('is a page that states first whether the history is intact', async () => {
    const { text } = await written('html', 'ja');
    const [first, second, third, fourth, fifth] = moments();
    const title = '反映の履歴';
    expect(text).toMatch(/^<!doctype html>\n<html lang="ja">/);
    expect(text.replaceAll('\\20 ', ' ')).toContain(`"自社 ${title}"`);
    expect(linesOf(text)).toEqual([
      title,
      '自社',
      title,
      TODAY.replaceAll('-', '/'),
      '5 件の記録に改ざんはありません',
      `最後の記録のハッシュ値: ${entries[0]?.hash}`,
      '記録 5 件',
      '番号 | 日時 | 操作者 | 区分 | 名前 | 内容 | 変更前 → 変更後 | 理由',
      `1 | ${first} | ${OPERATOR} |  |  | アクセスキーを、この端末に登録しました（値は記録しません） |  | `,
      `2 | ${second} | ${OPERATOR} |  |  | 2 件の反映を開始しました |  | 期の初め`,
      `3 | ${third} | ${OPERATOR} | 共通設定 |  | 共通設定の申請タイトルを「Amazonビジネス購入申請」から「購買」に変更しました。 | 申請タイトル: 「Amazonビジネス購入申請」 → 「購買」 | 期の初め`,
      `4 | ${fourth} | ${OPERATOR} | 請求書グループ | 本社（改） | 請求書グループ「本社（改）」を変更しました（コード、名前）。 | コード: 「HONSHA01」 → 「HONSHA02」 / 名前: 「本社」 → 「本社（改）」 | 期の初め`,
      `5 | ${fifth} | ${OPERATOR} |  |  | 反映が完了しました（2 件、読み戻して確認 2 件） |  | 期の初め`,
    ]);
    expect([...text.matchAll(/<col style="width: (\d+)%"/g)].map(([, width]) => Number(width))).toEqual([5, 11, 12, 9, 11, 16, 24, 12]);
    expect(text).not.toContain('class="sign"');
  });

  it('is a document that can be verified without any other data', async () => {
    const document = JSON.parse((await written('json', 'en')).text) as {
      format: string;
      version: number;
      company: string;
      head: string;
      entries: { seq: number; head: object; before: unknown; after: unknown; hash: string; previousHash: string }[];
    };
    expect(document).toMatchObject({ format: 'tsunagi-history', version: 1, company: '自社', head: entries[0]?.hash });
    expect(document.entries.map(({ seq, hash }) => [seq, hash])).toEqual(entries.map(({ seq, hash }) => [seq, hash]).reverse());
    let previous = '';
    for (const { seq, head, before, after, hash, previousHash } of document.entries) {
      expect(previousHash).toBe(previous);
      previous = createHash('sha256')
        .update(previous + toStableJson({ after, before, head, seq }))
        .digest('hex');
      expect(hash).toBe(previous);
    }
  });

  it('contains the entries that match the list’s filter, and the list is read page by page', async () => {
    const seqs = async (filter: Partial<Filter>, offset = 0, limit = 50): Promise<number[]> => {
      const window = unwrapResult(await client.call('historyLog.list', { filter: { ...EVERYTHING, ...filter }, offset, limit }));
      const { text } = await written('json', 'en', filter);
      expect((JSON.parse(text) as { entries: unknown[] }).entries).toHaveLength(window.total);
      return window.entries.map(({ seq }) => seq);
    };
    expect(await seqs({})).toEqual([5, 4, 3, 2, 1]);
    expect(await seqs({}, 1, 2)).toEqual([4, 3]);
    expect(await seqs({ kinds: ['put'] })).toEqual([4, 3]);
    expect(await seqs({ kinds: ['put', 'run-ended'] }, 1, 1)).toEqual([4]);
    expect(await seqs({ sections: ['common_settings'] })).toEqual([3]);
    expect(await seqs({ kinds: ['run-ended'], sections: ['common_settings'] })).toEqual([]);
    expect(await seqs({ runId: entries[0]?.runId ?? null })).toEqual([5, 4, 3, 2]);
    expect(await seqs({ search: '本社 期の' })).toEqual([4]);
    expect(await seqs({ search: 'ＤＥＭＯ-invoice' })).toEqual([4]);
    expect(await seqs({ search: '試験' })).toEqual([5, 4, 3, 2, 1]);
    expect(await seqs({ search: '本社 共通' })).toEqual([]);
    expect(await seqs({ from: TODAY, to: TODAY })).toEqual([5, 4, 3, 2, 1]);
    expect(await seqs({ from: '2999-01-01' })).toEqual([]);
    expect(await seqs({ to: '2000-01-01' })).toEqual([]);
  });

  it('reports the characters that the encoding of the table cannot represent', async () => {
    const command = {
      kind: 'edit' as const,
      section: 'common_settings' as const,
      id: 'common_settings',
      edit: { kind: 'set' as const, fields: { title: '𠮷野' } },
    };
    unwrapResult(await client.call('drafts.apply', { command }));
    const { digest } = unwrapResult(await client.call('plan.state', {}));
    await client.finish(client.call('apply.start', { digest, reason: '期の終わり', ifHeld: 'refuse', onFailure: 'stop' }));
    const order = { filter: { ...EVERYTHING, sections: ['common_settings' as const] }, format: 'csv' as const, language: 'ja' as const };
    const { result } = await client.finish(client.call('historyLog.export', { ...order, encoding: 'cp932' }));
    // The value occurs in the sentence and in the cell of the new value.
    expect(result).toMatchObject({
      entries: 2,
      unwritable: 2,
      unwritableKinds: 1,
      characters: [{ character: '𠮷', row: 3, standIn: '〓' }],
    });
    const page = await client.finish(client.call('historyLog.export', { ...order, format: 'html', encoding: 'utf8' }));
    expect(page.result).toMatchObject({ unwritable: 0 });
  });
});
