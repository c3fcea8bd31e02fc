import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import { planDocumentSchema } from '#shared/contract/plan/plan-document.ts';
import { createRoute } from '#shared/domain/routes/route.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { linesOf } from '../support/page-lines.ts';

const OPERATOR = `${process.env['TSUNAGI_OPERATOR']} (${userInfo().username})`;

describe('a plan as a file', () => {
  let client: HostClient;
  let sandbox: Sandbox;
  let plan: CallOutput<'plan.state'>;
  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    const database = join(client.folder, 'server.sqlite');
    sandbox = await startSandbox({ database });
    unwrapResult(await client.call('companies.create', { name: '自社', kind: 'test' }));
    unwrapResult(await client.call('secrets.useSession', { use: true }));
    unwrapResult(await client.call('server.connect', { address: sandbox.address, accessKey: sandbox.accessKey }));
    for (const [kind, text] of [
      ['neo-users', 'ID,ログインID,氏名,職場用メールアドレス\r\n1001,taro,佐藤 太郎,taro@example.co.jp\r\n'],
      ['amazon-users', 'メールアドレス,氏名,役割\r\ntaro@example.co.jp,佐藤 太郎,パンチアウト\r\n'],
    ] as const) {
      const path = join(client.folder, `${kind}.csv`);
      writeFileSync(path, text);
      const { token } = await client.console.files.add({ path, origin: 'chosen' });
      expect(await client.finish(client.call('imports.commit', { token, kind, reading: {} }))).toMatchObject({ error: null });
    }
    // An object that the current version cannot read.
    const server = new DatabaseSync(database);
    server.prepare("UPDATE object SET body = '{}' WHERE id = 'demo-serial-collides'").run();
    server.close();
    expect(await client.finish(client.call('plan.readServer', {}))).toMatchObject({ error: null, result: { unreadable: 1 } });

    const draft = async (command: object): Promise<void> => {
      unwrapResult(await client.call('drafts.apply', { command } as CallInput<'drafts.apply'>));
    };
    const set = (section: string, fields: object) => ({ kind: 'edit', section, id: section, edit: { kind: 'set', fields } });
    const group = { code: 'PLAN', name: '計画', users: ['1001'], organizations: [] };
    await draft({ kind: 'put', section: 'invoice_groups', id: 'plan-group', body: group, note: '' });
    await draft({ kind: 'delete', section: 'invoice_groups', id: 'demo-invoice-7' });
    await draft({ kind: 'put', section: 'routes', id: 'plan-route', body: { ...createRoute('plan-route', '計画の経路') }, note: '' });
    await draft(set('allowed_users', { everyone: false }));
    await draft(set('common_settings', { title: '購買の申請' }));
    unwrapResult(await client.call('secrets.set', { name: 'catalog-password', value: 'catalog-secret-value' }));
    unwrapResult(await client.call('plan.select', { keys: ['invoice_groups demo-invoice-7'], chosen: false }));
    plan = unwrapResult(await client.call('plan.state', {}));
  });
  afterAll(async () => {
    await client.close();
    await sandbox.close();
    removeFolder(client.folder);
  });

  const written = async (format: 'json' | 'csv' | 'html', language: 'ja' | 'en') => {
    const { error, result, phase, total } = await client.finish(client.call('plan.export', { format, encoding: 'utf8', language }));
    expect([error, result?.['items'], phase, total]).toEqual([null, 5, 'writing', 5]);
    const file = await client.console.files.find(String(result?.['token']));
    return { name: file.name, text: readFileSync(file.path, 'utf8') };
  };
  const japan = (at: string): Date => new Date(Date.parse(at) + 9 * 3_600_000);

  it('is a page with everything that an approval covers', async () => {
    const { name, text } = await written('html', 'ja');
    const today = japan(new Date().toISOString()).toISOString().slice(0, 10);
    const readAt = japan(plan.read?.at ?? '')
      .toISOString()
      .slice(0, 16)
      .replaceAll('-', '/')
      .replace('T', ' ');
    const head = '順番 | 内容 | 詳細 | 注意点';
    expect(name).toBe(`自社 反映の計画 ${today}.html`);
    expect(text).toMatch(/^<!doctype html>\n<html lang="ja">/);
    // The footer of every printed page, set in CSS.
    expect(text.replaceAll('\\20 ', ' ')).toContain(`"自社 サーバーへの反映の計画 ${plan.digest.slice(0, 16)}"`);
    expect(linesOf(text)).toEqual([
      'サーバーへの反映の計画',
      '自社',
      'サーバーへの反映の計画',
      today.replaceAll('-', '/'),
      '申請経路を 1 件追加、請求書グループを 1 件追加、共通設定を変更、注文を許可するユーザーを変更、カタログ連携パスワードを登録します。',
      `サーバー: ${sandbox.address}`,
      `サーバーの読み取り: ${readAt}`,
      `作成者: ${OPERATOR}`,
      `計画のハッシュ値: ${plan.digest}`,
      '注文できる人への影響',
      '注文できる人は 0 人のままです。',
      '1 人が許可の対象から外れるか、注文可否が未確認になります（注文できなくなる人を含む）。',
      '申請経路 — 追加（1 件）',
      head,
      '1 | 申請経路「計画の経路」を作成します。 | 状態を「未完成」にします。 / 利用できる人を全員にします。 / 申請者の扱いを「申請者を除く」にします。 | この経路には、修正しないと使用できない問題があります。 / この経路で最終決裁まで進める人がいません。',
      '請求書グループ — 追加（1 件）',
      head,
      '3 | 請求書グループ「計画」を作成します。 | コードを「PLAN」にします。 / ユーザーに佐藤 太郎を追加します。 | ',
      '共通設定 — 変更（1 件）',
      head,
      '2 | 共通設定の申請タイトルを「Amazonビジネス購入申請」から「購買の申請」に変更します。 | 申請タイトル: 「Amazonビジネス購入申請」 → 「購買の申請」 | ',
      '注文を許可するユーザー — 変更（1 件）',
      head,
      '4 | 注文を許可するユーザーの範囲を「一覧の人だけ」に変更します。 | 範囲: 「全員」 → 「一覧の人だけ」 | 注文を許可される人が減ります。',
      '連携設定 — 秘密情報（1 件）',
      head,
      '5 | カタログ連携パスワードを登録します。 |  | カタログ連携パスワードが変わります。',
      '反映しない変更',
      '請求書グループ「役員」を削除します。',
      '計画に含まれない項目',
      '連番の読み取りが完了していないため、計画に含まれていません。',
      '連番のうち 1 件（ID demo-serial-collides）は、読み取れないため計画に含まれていません。',
      '起案: ',
      '確認: ',
      '承認: ',
    ]);
    const widths = [...text.matchAll(/<colgroup>(.*?)<\/colgroup>/g)].map(([, columns = '']) => [...columns.matchAll(/\d+/g)].map(Number));
    expect(widths).toEqual([[100], ...Array.from({ length: 5 }, () => [6, 34, 42, 18]), [100], [100]]);
  });

  it('is a table with every difference in a row, in the language that was asked for', async () => {
    const { text } = await written('csv', 'en');
    expect(text.split('\r\n')).toEqual([
      'Order,Selected,Kind,Risk,Object,ID,Field,Base,Draft,Server,After applying,Change',
      '1,yes,New,Medium,Route “計画の経路”,plan-route,Route “計画の経路”,(none),(exists),(none),(exists),Route “計画の経路”: create.',
      ',no,Deletion,High,Invoice group “役員”,demo-invoice-7,Invoice group “役員”,(exists),(none),(exists),(none),Invoice group “役員”: delete.',
      '3,yes,New,Low,Invoice group “計画”,plan-group,Invoice group “計画”,(none),(exists),(none),(exists),Invoice group “計画”: create.',
      '2,yes,Change,Low,Common settings,common_settings,the application title,“Amazonビジネス購入申請”,“購買の申請”,“Amazonビジネス購入申請”,“購買の申請”,Change the application title from “Amazonビジネス購入申請” to “購買の申請”.',
      '4,yes,Change,High,Allowed users,allowed_users,the scope,“all users”,“listed users only”,“all users”,“listed users only”,Narrow the scope to listed users.',
      '5,yes,Secret,High,Catalog password,catalog-password,,,,,,Catalog password: set.',
      '',
    ]);
  });

  it('is the document that a second administrator is shown, and that is applied', async () => {
    const document = planDocumentSchema.parse(JSON.parse((await written('json', 'en')).text));
    const company = unwrapResult(await client.call('companies.current', {})).company;
    expect(document).toMatchObject({
      company: { id: company.id, name: '自社', kind: 'test' },
      server: sandbox.address,
      readAt: plan.read?.at,
      madeBy: OPERATOR,
      reason: '',
      language: 'en',
    });
  });
  it('has no heading over nothing', async () => {
    const headings = async (): Promise<string[]> =>
      [...(await written('html', 'en')).text.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading = '']) => heading);
    const [effect, refused] = ['Effect on people who can order', 'Not included in the plan'];
    const changes = [
      'Approval routes: New (1)',
      'Invoice groups: New (1)',
      'Common settings: Change (1)',
      'Users allowed to order: Change (1)',
      'Integration: Secret (1)',
    ];
    expect(await headings()).toEqual([effect, ...changes, 'Not applied', refused]);
    unwrapResult(await client.call('drafts.revert', { objects: [{ section: 'invoice_groups', id: 'demo-invoice-7' }] }));
    expect(await headings()).toEqual([effect, ...changes, refused]);
  });

  it('reports the characters that the encoding of the table cannot represent, and their replacements', async () => {
    const command = { kind: 'edit', section: 'invoice_groups', id: 'plan-group', edit: { kind: 'set', fields: { name: '𠮷野' } } };
    unwrapResult(await client.call('drafts.apply', { command } as CallInput<'drafts.apply'>));
    const told = async (encoding: 'cp932' | 'utf8-bom') => {
      const { result } = await client.finish(client.call('plan.export', { format: 'csv', encoding, language: 'ja' }));
      const { path } = await client.console.files.find(String(result?.['token']));
      return { result, text: new TextDecoder(encoding === 'cp932' ? 'shift_jis' : 'utf-8').decode(readFileSync(path)) };
    };
    const { result, text } = await told('cp932');
    const lost = text.split('〓野').length - 1;
    expect(lost).toBeGreaterThan(0);
    expect(result).toMatchObject({ unwritable: lost, unwritableKinds: 1, characters: [{ character: '𠮷', count: lost, standIn: '〓' }] });
    expect((await told('utf8-bom')).result).toMatchObject({ unwritable: 0, unwritableKinds: 0, characters: [] });
  });
});
