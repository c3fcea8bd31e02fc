import iconv from 'iconv-lite';

/**
 * Faulty lists as administrators really upload them: truncated, with title rows, with custom words, or of the wrong kind. People are
 * invented.
 */

export interface BadList {
  readonly name: string;
  /** The kind of list that the import expects when it is given this file. */
  readonly wanted: 'neo-users' | 'amazon-users' | 'organizations' | 'orders';
  readonly lines: readonly string[];
}

const NEO = 'ID,氏名,ログインID,社員番号,職場用メールアドレス,状態,使用停止フラグ';
const AMAZON = '氏名,Eメールアドレス,役割,ステータス,招待日';
const PEOPLE = ['阿部 愛', '井上 功', '上野 海', '江口 栄', '小川 修'] as const;
const LOGINS = ['abe', 'inoue', 'ueno', 'eguchi', 'ogawa'] as const;

const neo = (state: (at: number) => string, flag: (at: number) => string = () => '0'): string[] =>
  PEOPLE.map((name, at) => `${at + 1},${name},${LOGINS[at]},00${at + 1},${LOGINS[at]}@example.co.jp,${state(at)},${flag(at)}`);
const amazon = (role: (at: number) => string, state: (at: number) => string, day: (at: number) => string = () => ''): string[] =>
  PEOPLE.map((name, at) => `${name},${LOGINS[at]}@example.co.jp,${role(at)},${state(at)},${day(at)}`);
const always = (text: string) => (): string => text;
const at2 =
  (text: string, otherwise: string) =>
  (at: number): string =>
    at === 2 ? text : otherwise;

export const GOOD_NEO: BadList = { name: 'neo.csv', wanted: 'neo-users', lines: [NEO, ...neo(always('使用中'))] };
export const GOOD_AMAZON: BadList = {
  name: 'amazon.csv',
  wanted: 'amazon-users',
  lines: [AMAZON, ...amazon(always('パンチアウト'), always('有効'))],
};

const list = (name: string, wanted: BadList['wanted'], ...lines: string[]): BadList => ({ name, wanted, lines });

export const BAD_LISTS = {
  titled: list('titled.csv', 'neo-users', 'ユーザー一覧（2026年11月24日 出力）', '全 5 件', '', NEO, ...neo(always('使用中'))),
  leave: list('leave.csv', 'neo-users', NEO, ...neo(at2('休職', '使用中'))),
  flag: list('flag.csv', 'neo-users', NEO, ...neo(always('使用中'), at2('2', '0'))),
  cross: list('cross.csv', 'amazon-users', AMAZON, ...amazon(always('パンチアウト'), at2('×', '有効'))),
  triangle: list('triangle.csv', 'amazon-users', AMAZON, ...amazon(always('パンチアウト'), at2('△', '有効'))),
  expiring: list('expiring.csv', 'amazon-users', AMAZON, ...amazon(always('PunchoutUser'), at2('Expiring soon', 'Accepted'))),
  expired: list('expired.csv', 'amazon-users', AMAZON, ...amazon(always('PunchoutUser'), at2('Invite expired', 'Accepted'))),
  waiting: list('waiting.csv', 'amazon-users', AMAZON, ...amazon(always('パンチアウト'), at2('招待承認待ち', '有効'))),
  roles: list('roles.csv', 'amazon-users', AMAZON, ...amazon(always('カタログ担当'), always('有効'))),
  noIds: list(
    'no-ids.csv',
    'neo-users',
    '氏名,職場用メールアドレス,状態',
    ...PEOPLE.map((name, at) => `${name},${LOGINS[at]}@example.co.jp,使用中`),
  ),
  swapped: list('swapped.csv', 'neo-users', AMAZON, ...amazon(always('パンチアウト'), always('有効'))),
  orderReport: list(
    'order-report.csv',
    'amazon-users',
    'Order Date,Order ID,Account Group,PO Number,Order Quantity,Currency,Order Subtotal,Order Status,Approver,Account User,Account User Email',
    ...PEOPLE.map((name, at) => `11/2${at}/2026,250-000000${at},本社,="9468",1,JPY,1200,Closed,,${name},${LOGINS[at]}@example.co.jp`),
  ),
  groups: list(
    'groups.csv',
    'amazon-users',
    'グループ名,子グループ数,購買の有効化,支払い,住所,グループパス',
    ...['本社', '営業部', '工場'].map((name) => `${name},0,はい,共有,共有,例示商事/${name}`),
  ),
  badOrganizations: list(
    'organizations.csv',
    'organizations',
    'ID,組織名,親組織',
    '1,本社,',
    '2,営業部,本社',
    '3,営業課,営業部',
    '3,総務課,本社',
    '5,企画課,6',
    '6,調査課,5',
    ',,本社',
  ),
  badOrders: list(
    'orders.csv',
    'orders',
    '申請番号,申請日時,状態,金額',
    'A-1,2026/11/20 10:00,決裁待,"1,200"',
    'A-2,いつか,決裁待,800',
    'A-3,2026/11/20 10:00,どこか,たくさん',
    'A-4,,決裁待,500',
    'A-5,2026/11/21 9:00,完了,300',
  ),
  /** Half of the cells in one column contain a comma, and nothing in the list shows whether the comma is a separator. */
  commas: list(
    'commas.csv',
    'neo-users',
    '氏名,ログインID,職場用メールアドレス,所属組織',
    ...PEOPLE.map((name, at) => `${name},${LOGINS[at]},${LOGINS[at]}@example.co.jp,${at < 3 ? `"開発${at}, 設計${at}"` : '総務部'}`),
  ),
  long: list(
    'long.csv',
    'neo-users',
    '氏名,ログインID,職場用メールアドレス',
    '阿部 愛,abe,abe@example.co.jp',
    '井上 功,inoue,inoue@example.co.jp,余分',
    '上野 海,ueno,ueno@example.co.jp,,もっと',
    '江口 栄,eguchi,eguchi@example.co.jp,,',
  ),
} as const satisfies Readonly<Record<string, BadList>>;

export const ENCODINGS = ['utf8', 'cp932'] as const;

/** Encodes the list as a file. */
export const bytesOf = ({ lines }: BadList, encoding: (typeof ENCODINGS)[number]): Buffer =>
  iconv.encode(`${lines.join('\r\n')}\r\n`, encoding, { addBOM: encoding === 'utf8' });

/** Returns the list truncated in the middle of a row. */
export const truncated = (whole: BadList, encoding: (typeof ENCODINGS)[number]): Buffer => {
  const bytes = bytesOf(whole, encoding);
  return bytes.subarray(0, bytes.length - 30);
};
