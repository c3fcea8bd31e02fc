import { describe, expect, it } from 'vitest';
import { detectMistakenListKind, detectPeopleList } from '#main/files/columns/other-list.ts';
import { createTexts } from '#shared/messages/texts.ts';

const CSV = 'code,severity,side,neoUserId,loginId,name,workEmail,amazonEmail,reason,suggestion,suggestionSide,confidence'.split(',');
const KINDS = ['neo-users', 'amazon-users', 'directory-people', 'orders', 'organizations'] as const;

describe('a report of ours, given as a list', () => {
  it.each(KINDS)('is not accepted as %s', (kind) => {
    expect(detectMistakenListKind(kind, CSV)).toBe('own-report');
  });

  it.each(['ja', 'en'] as const)('is known as a book of %s by the headings of either of its sheets', (language) => {
    const text = createTexts(language);
    const heading = (id: 'name' | 'organization' | 'reason' | 'workEmail' | 'loginId' | 'neoUserId' | 'severity'): string =>
      text(`reportDocument.book.${id}`);
    const people = (['name', 'organization', 'reason', 'workEmail', 'loginId', 'neoUserId'] as const).map(heading);
    expect(detectPeopleList(people)).toBe('own-report');
    expect(detectMistakenListKind('neo-users', [heading('severity'), ...people])).toBe('own-report');
  });

  it('is not confused with a NEO list that has the work address and an ID', () => {
    expect(detectMistakenListKind('neo-users', ['ID', 'ログインID', '氏名', '職場メール'])).toBeNull();
  });
});

describe('a list of something else, by its header', () => {
  it.each([
    'account group',
    'PO Number',
    'Order Quantity',
    'order subtotal',
    'Order Status',
    'Account User',
    'PO Line Item Id',
    'ASIN',
    'アカウントグループ',
    '発注番号',
    '注文数量',
    '注文の小計',
    '注文ステータス',
    '注文状況',
    'ｱｶｳﾝﾄﾕｰｻﾞｰ',
    '商品名',
    '販売者名',
  ])('is Amazon’s order report if it has columns for an order, its day and %s, whatever list was expected', (header) => {
    for (const kind of KINDS) {
      expect(detectMistakenListKind(kind, ['Order ID', 'Order Date', header])).toBe('order-report');
      for (const [id, day] of [
        ['注文番号', '注文日'],
        ['注文ID', '注文日'],
      ] as const)
        expect(detectMistakenListKind(kind, [id, day, header])).toBe('order-report');
    }
    expect(detectMistakenListKind('orders', ['Order ID', header])).toBeNull();
    expect(detectMistakenListKind('orders', ['Order Date', header])).toBeNull();
  });

  it('is not an order report if it only has columns for an order and its date', () => {
    expect(detectMistakenListKind('orders', ['Order ID', 'Order Date', '金額'])).toBeNull();
  });

  it.each([
    'Number of child groups',
    'child groups',
    'Purchasing enabled',
    'Group path',
    'payment',
    'Payment Method',
    'Address',
    '子グループの数',
    '子グループ数',
    'サブグループの数',
    'ｻﾌﾞｸﾞﾙｰﾌﾟ数',
    '購買の有効化',
    '購買',
    'グループパス',
    'グループのパス',
    '支払い',
    '支払い方法',
    '住所',
    'システム連携用オプション',
  ])('is Amazon’s list of groups if it has columns for a name, %s and more about groups', (header) => {
    const other = header === '住所' ? '購買' : '住所';
    for (const name of ['Group name', 'グループ名', 'グループの名前', 'グループ'])
      for (const kind of KINDS)
        expect(detectMistakenListKind(kind, [name, header, other])).toBe(kind === 'orders' ? null : 'amazon-groups');
    expect(detectMistakenListKind('organizations', [header, other])).toBeNull();
    expect(detectMistakenListKind('organizations', ['グループ名', header, header])).toBeNull();
    // A list with addresses is a list of people.
    expect(detectMistakenListKind('organizations', ['グループ名', header, other, 'メールアドレス'])).toBeNull();
  });

  it('is the list of people of the other side if it has two of its marks and none of the expected one', () => {
    const NEO = ['ログインID', '職場用メールアドレス', '携帯用メールアドレス', '自宅用メールアドレス', 'その他メールアドレス'];
    const neo = [...NEO, '使用停止フラグ', 'ログイン拒否フラグ', '削除フラグ', 'デフォルト組織'];
    const amazon = ['役割', 'パンチアウト', 'グループ', '招待日'];
    neo.forEach((mark, at) => {
      const two = [mark, neo[(at + 1) % neo.length] as string];
      expect([detectMistakenListKind('amazon-users', two), detectMistakenListKind('directory-people', two)]).toEqual([
        'neo-users',
        'neo-users',
      ]);
      expect([detectMistakenListKind('amazon-users', [mark]), detectMistakenListKind('neo-users', [mark, '役割', 'パンチアウト'])]).toEqual(
        [null, null],
      );
      expect([detectPeopleList([mark]), detectPeopleList([...two, 'パンチアウト'])]).toEqual(['neo-users', 'neo-users']);
    });
    amazon.forEach((mark, at) => {
      const two = [mark, amazon[(at + 1) % amazon.length] as string];
      expect([detectMistakenListKind('neo-users', two), detectMistakenListKind('directory-people', two)]).toEqual([
        'amazon-users',
        'amazon-users',
      ]);
      expect([
        detectMistakenListKind('neo-users', [mark]),
        detectMistakenListKind('amazon-users', [mark, 'ログインID', '削除フラグ']),
      ]).toEqual([null, null]);
      expect([detectPeopleList([mark]), detectPeopleList([...two, '削除フラグ'])]).toEqual(['amazon-users', 'amazon-users']);
    });
    for (const mark of ['userPrincipalName', 'sAMAccountName', 'accountEnabled', 'block credential'])
      expect(detectMistakenListKind('directory-people', [mark, ...neo])).toBeNull();
    expect([detectPeopleList(['氏名', 'メールアドレス']), detectPeopleList(['削除フラグ', '招待日'])]).toEqual([null, null]);
    expect(detectMistakenListKind('orders', neo)).toBeNull();
  });
});
