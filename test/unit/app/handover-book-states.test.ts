import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordSecretEvent } from '#main/app/services/note-secret.ts';
import { createTriageService } from '#main/app/triage/triage-service.ts';
import { DEFAULT_CONNECTION } from '#main/company/connections/stored-connection.ts';
import { POLICY_KEYS } from '#main/company/policies.ts';
import { createSetupService } from '#main/company/setup/setup-guide.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { bookOf, keepTest } from '../../support/book-company.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';
import { type OwnCompany, openOwnCompany } from '../../support/own-company.ts';

let company: OwnCompany;
beforeEach(async () => {
  company = await openOwnCompany();
});
afterEach(() => company.close());

const DAY = 86_400_000;
const chapter = async (title: string): Promise<string> => ((await bookOf(company)).of[title] ?? []).join('\n');
const people = (count: number): string[] => [
  'ID,氏名,ログインID,社員番号,職場用メールアドレス,使用停止フラグ',
  ...Array.from({ length: count }, (_, at) => `${at + 1},社員 ${at + 1},user${at + 1},E${at + 1},user${at + 1}@example.co.jp,0`),
];
const AMAZON = ['メールアドレス,氏名,役割,グループ', 'somebody@example.co.jp,誰か,パンチアウト,購買'];

describe('the handover book, of connections,', () => {
  const TITLE = 'サーバーと接続';
  const settings = (change: object): void => company.session.file().connection.changeSettings({ ...DEFAULT_CONNECTION, ...change });

  it('shows the proxy, without a password if none is required', async () => {
    const proxies = [
      [{ kind: 'none' }, '使用しない'],
      [{ kind: 'pac', url: 'http://pac.example/proxy.pac' }, '自動構成スクリプト（PAC） / http://pac.example/proxy.pac'],
      [{ kind: 'manual', url: 'http://p.example:1', user: '', bypass: [] }, '手動で設定 / http://p.example:1'],
    ] as const;
    for (const [proxy, line] of proxies) {
      settings({ proxy });
      expect(await chapter(TITLE)).toBe(
        'サーバーの証明書は常に検証されます。\nアドレス: なし\nアクセスキー: 未設定\n' +
          `プロキシ: ${line}\nNEO との接続確認: 未確認\nAmazon との接続確認: 未確認`,
      );
    }
  });

  it('shows the directory that is read by LDAP, without its password', async () => {
    const directory = {
      host: 'dc01.example.co.jp',
      port: 636,
      protection: 'ldaps',
      bindDn: 'cn=reader',
      baseDn: 'dc=example',
      filter: '(objectClass=user)',
      codeAttribute: 'employeeID',
    };
    settings({ directory });
    expect(await chapter(TITLE)).toContain(
      '社内ディレクトリ: ldaps://dc01.example.co.jp:636 / cn=reader / dc=example / (objectClass=user)\n' +
        '社内ディレクトリの認証情報: 未設定\n社内ディレクトリの接続確認: 未確認',
    );
  });

  it('shows the owner and the expiry of the client certificate', async () => {
    settings({ clientCertificate: { kind: 'pem', certificate: CERTIFICATES.client.cert, encryptedKey: '' } });
    expect(await chapter(TITLE)).toContain('クライアント証明書: Purchasing Desk（発行者 Demo Shoji Internal CA、2126/12/31（火）まで）');
  });

  it('reports that settings of a newer version cannot be read', async () => {
    company.session.file().connection.changeSettings({ unheard: 1 });
    const text = await chapter(TITLE);
    expect(text).toContain('接続設定を読み取れません');
    expect(text).toContain('アクセスキー: 未設定');
  });

  it('shows where the last test ended, and that the values have changed since', async () => {
    keepTest(company.session, 'groupware', [
      { layer: 'groupware-address', state: 'passed' },
      { layer: 'groupware-tls', state: 'failed' },
    ]);
    keepTest(company.session, 'amazon', [{ layer: 'amazon-settings', state: 'passed' }]);
    expect(await chapter(TITLE)).toMatch(
      /NEO との接続確認: 2026\/11\/26 10:00 に「[^」]+」で失敗\nAmazon との接続確認: 2026\/11\/26 10:00 に成功$/,
    );
    company.session.file().changeServer('https://neo.example.co.jp/dneo.cgi');
    company.draft('integration', 'integration', { systemLogin: 'X', poRequestUrl: '', punchoutUrl: '' });
    expect((await chapter(TITLE)).match(/ \/ 確認後に値が変更されました/g)).toHaveLength(2);
  });

  it('ignores a test that checked nothing', async () => {
    keepTest(company.session, 'amazon', []);
    expect(await chapter(TITLE)).toMatch(/\nAmazon との接続確認: 未確認$/);
    company.draft('integration', 'integration', { systemLogin: 'X', poRequestUrl: '', punchoutUrl: '' });
    expect(await chapter(TITLE)).toMatch(/\nAmazon との接続確認: 未確認$/);
  });

  it('shows when a password was verified, unless its related values were changed later', async () => {
    const { session, clock } = company;
    recordSecretEvent(session, 'catalog-password', { kind: 'set', keptIn: 'system', boundTo: 'amazon', mark: 'mark' });
    clock.now += DAY;
    recordSecretEvent(session, 'catalog-password', { kind: 'verified', generation: 1 });
    expect(await chapter('Amazonビジネス連携設定')).toContain('2026/11/27（金）に使用できることを確認');
    clock.now += DAY;
    company.draft('integration', 'integration', { systemLogin: 'X', poRequestUrl: '', punchoutUrl: '' });
    expect(await chapter('Amazonビジネス連携設定')).not.toContain('使えることを確認');
  });
});

it('the handover book reports a password stored only in NEO as set, as the guide does', async () => {
  const demo = await openOwnCompany('demo');
  const { of } = await bookOf(demo);
  expect(of['Amazonビジネス連携設定']).toContain('カタログ連携パスワード: NEO に設定済み（この端末には保存していません）');
  await demo.close();
});

describe('the handover book, of people,', () => {
  it('counts everyone if everyone may order', async () => {
    await company.take('neo-users', people(3));
    expect(await chapter('注文を許可するユーザー')).toBe('許可する範囲: 全員\n人数: 3 人');
  });

  it('lists a hundred names and the number of the rest', async () => {
    await company.take('neo-users', people(102));
    const users = (count: number) => Array.from({ length: count }, (_, at) => String(at + 1));
    const listed = (count: number) => ({ everyone: false, users: users(count), organizations: [], roles: [] });
    company.draft('allowed_users', 'allowed_users', listed(102));
    expect(await chapter('注文を許可するユーザー')).toMatch(/人数: 102 人\nユーザー: 社員 1、社員 2、.*、社員 99、社員 100、ほか 2 件$/);
    company.draft('allowed_users', 'allowed_users', listed(100));
    expect(await chapter('注文を許可するユーザー')).toMatch(/、社員 99、社員 100$/);
  });

  it('does not count people with an invoice group without a list, nor compare with Amazon without recorded groups', async () => {
    company.draft('invoice_groups', 'g', { code: 'A1', name: '請求', users: [], organizations: [] });
    company.draft('amazon_groups', 'a', { ...NOTED, integrationOption: '' });
    expect(await chapter('請求書グループ')).toMatch(/\nA1 \| 請求 \| 不明 \| {2}\| Amazon グループは記録されていません$/);
    expect(await chapter('Amazon グループ')).toMatch(
      /\n購買 \| なし \| ユーザーが設定する \/ 配送先住所 1 件 \| テスト \| 在庫不足のとき：在庫分だけ送る \/ Amazon が販売する商品のみ：いいえ \/ 配送料の上限（円）：0$/,
    );
  });

  it('lists a person of a step once, and describes a branch', async () => {
    await company.take('neo-users', people(2));
    const steps = [
      { ...createRouteStep('s1'), approvers: { kind: 'users', users: ['1'] }, expectedDays: 0 },
      { ...createRouteStep('s2'), role: 'decide', approvers: { kind: 'users', users: [] } },
    ];
    company.draft('routes', 'r', { ...createRoute('r', '経路'), steps });
    expect(await chapter('申請経路')).toMatch(
      /\n1 \| 承認 \| 社員 1 \| 1人以上 \| 0 営業日 \| \n2 \| 決裁 \| [^/|]+ \| 1人以上 \| {2}\| 最終決裁$/,
    );
  });
});

const NOTED = {
  name: '購買',
  integrationOption: 'A1',
  paymentOption: 'users',
  addresses: 1,
  purchasingSystem: { state: 'test', registeredOn: null },
  safeguards: { quantity: 'send-what-is-left', amazonOnly: false, priceChangePercent: null, shippingYen: 0, deliveryDays: null },
};

describe('the handover book, of the company,', () => {
  it('omits the exclusion list if no entry is active, and reports that there are no days off', async () => {
    const file = company.session.file();
    file.changePolicy(POLICY_KEYS.exclusions, [{ field: 'login', value: 'test', note: '', on: false }]);
    file.changePolicy(POLICY_KEYS.calendar, { weekend: [], yearlyClosures: [], companyDays: [], workingDays: [] });
    expect(await chapter('会社のルール')).not.toContain('除外の一覧');
    expect(await chapter('営業日')).toMatch(
      /^定休日（曜日）: なし\n毎年の休業期間: なし\n会社の休み: なし\n臨時営業日: なし\n国民の祝日・休日: つなぎに付属の一覧/,
    );
  });

  it('shows the chosen branch of the setup', async () => {
    const { chooseSetup } = createSetupService(company.session);
    const lines = async () => (await chapter('初期設定の記録')).split('\n').slice(1, 3);
    await chooseSetup({ account: 'existing', otherIntegration: false });
    expect(await lines()).toEqual(['Amazonビジネスのアカウント: あり', 'ほかの製品との Amazonビジネス連携: 使用していない']);
    await chooseSetup({ account: 'again', otherIntegration: true });
    expect(await lines()).toEqual(['Amazonビジネスのアカウント: 新しく再登録する', 'ほかの製品との Amazonビジネス連携: 使用している']);
  });

  it('shows for a step that is no longer done when it was done, and the reason', async () => {
    company.draft('amazon_groups', 'a', NOTED);
    await bookOf(company);
    company.clock.now += DAY;
    company.session.file().drafts.undo('operator', company.session.timestamp());
    expect(await chapter('初期設定の記録')).toContain(
      '2-2-2 | グループの設定画面を開く | 要見直し | 2026/11/26（木）に完了しましたが、見直しが必要です。Amazon グループの下書きがありません | \n',
    );
  });

  it('shows the last thirty history entries, and the total if there are more', async () => {
    const { session } = company;
    const set = () => recordSecretEvent(session, 'access-key', { kind: 'set', keptIn: 'system', boundTo: 'x', mark: 'mark' });
    for (let at = 0; at < 30; at++) set();
    const lines = async () => (await chapter('反映の履歴')).split('\n');
    expect((await lines()).slice(2, 4)).toEqual(['日時 | 操作者 | 内容 | 理由', expect.stringContaining('アクセスキーを')]);
    expect(await lines()).toHaveLength(3 + 30);
    set();
    expect(await lines()).toHaveLength(4 + 30);
    expect((await lines())[2]).toBe('最新の 30 件です。全件は履歴の画面にあります。');
  });

  it('lists fifty of the accepted findings, without ended ones', async () => {
    const { session, clock } = company;
    await company.take('neo-users', people(52));
    await company.take('amazon-users', AMAZON);
    const { revision, audit } = session.requireFindings();
    const rows = audit.findings.flatMap(({ code }, row) => (code === 'amazon-user-missing' ? [row] : []));
    expect(rows).toHaveLength(52);
    const accept = (of: readonly number[], until: string | null) =>
      createTriageService(session).changeTriage({
        selection: { revision, rows: [...of] },
        change: { kind: 'accept', reason: '退職予定', until },
      } as Parameters<ReturnType<typeof createTriageService>['changeTriage']>[0]);
    await accept(rows.slice(0, 1), '2026-11-27');
    await accept(rows.slice(1), null);
    const text = await chapter('未完了の項目');
    expect(text).toContain('許容した指摘 52 件\n');
    expect(text).toContain('50');
    expect(text).toContain('社員 1 | 退職予定 | 2026/11/27（金） | tanaka / 2026/11/26（木）');
    expect(text.match(/\| 退職予定 \|/g)).toHaveLength(50);
    clock.now += 2 * DAY;
    const later = await chapter('未完了の項目');
    expect(later).toContain('許容した指摘 51 件\n');
    expect(later).not.toContain('社員 1 |');
    expect(later).toContain('社員 2 | 退職予定 | 期限なし | tanaka / 2026/11/26（木）');
  });
});
