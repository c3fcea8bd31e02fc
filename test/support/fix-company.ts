import { createFixService } from '#main/app/fixes/fix-service.ts';
import { POLICY_KEYS } from '#main/company/policies.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { type OwnCompany, openOwnCompany } from './own-company.ts';

/** Colleagues in the usual Amazon group for their invoice group. The audit uses this habit to detect people in another group. */
const USUAL_COLLEAGUES = Array.from({ length: 20 }, (_, at) => `regular${at + 1}`);

export const NEO_EXPORT = [
  'ID,氏名,ログインID,社員番号,パスワード,職場用メールアドレス,使用停止フラグ,所属組織,備考',
  '1,田中 太郎,tanaka,E1,********,tanaka１@example.co.jp,0,営業部,"a,b"',
  '2,鈴木 花子,suzuki,E2,********,suzuki@example.co.jp,0,営業部,',
  '3,佐藤 次郎,sato,E3,********,sato@example.co.jp,0,総務部,',
  '4,髙橋 一,takahashi,E4,********,,0,総務部,',
  '5,退職 五,taishoku,E5,********,taishoku@example.co.jp,1,総務部,',
  '6,渡辺 六,watanabe,E6,********,watanabe@example.co.jp,0,営業部,',
  ...USUAL_COLLEAGUES.map((login, at) => `${at + 11},社員 ${at + 1},${login},R${at + 1},********,${login}@example.co.jp,0,営業部,`),
];
export const AMAZON = [
  'メールアドレス,氏名,役割,グループ,状態',
  'tanaka1@example.co.jp,田中 太郎,パンチアウト,購買,有効',
  'takahashi.old@example.co.jp,髙橋 一,パンチアウト,購買,有効',
  'taishoku@example.co.jp,退職 五,パンチアウト,購買,有効',
  'watanabe@example.co.jp,渡辺 六,パンチアウト,総務,有効',
  'ghost@example.co.jp,幽霊,パンチアウト,購買,有効',
  ...USUAL_COLLEAGUES.map((login, at) => `${login}@example.co.jp,社員 ${at + 1},パンチアウト,購買,有効`),
];
export const TEMPLATE = [
  'メールアドレス,名,姓,従業員ID,グループ,役割,操作',
  'x@example.com,,,,購買,PunchOut,招待',
  '記入例,,,,総務,,アカウントから削除',
  ',,,,,,グループに追加',
  ',,,,,,グループから削除',
];

/** Creates a company in which every kind of fix is offered to at least one person. */
export async function openFixCompany(): Promise<OwnCompany & { readonly fixes: ReturnType<typeof createFixService> }> {
  const company = await openOwnCompany();
  const { session, draft } = company;
  session.file().changeDomains(['example.co.jp'], []);
  session.file().changePolicy(POLICY_KEYS.matching, { purchasingGroups: ['購買', '総務'], amazonUsersFrom: 'invitations' });
  await company.take('organizations', ['ID,組織名,親組織ID', '10,営業部,', '20,総務部,']);
  await company.take('neo-users', NEO_EXPORT);
  await company.take('amazon-users', AMAZON);
  draft('invoice_groups', 'g1', { code: 'A1', name: '営業', users: [], organizations: [{ id: '10', descendants: true }] });
  draft('amazon_groups', 'a1', { ...createAmazonGroup('購買'), integrationOption: 'A1' });
  draft('amazon_groups', 'a2', { ...createAmazonGroup('総務'), integrationOption: 'B2' });
  draft('invoice_groups', 'g2', { code: 'B2', name: '総務', users: [], organizations: [{ id: '20', descendants: true }] });
  await session.ready();
  return { ...company, fixes: createFixService(session) };
}
