import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMoment } from '#main/files/cells/order-times.ts';
import { matchColumns, requireColumns } from '#main/files/columns/mapping.ts';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { readHolidayList } from '#main/files/lists/holiday-list.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import { BusinessCalendar, createStandardCalendar } from '#shared/domain/checkout/calendar.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import { groupHistoryByRoute, summarizeHistory } from '#shared/domain/checkout/order-history.ts';
import { formatFailure } from '#shared/messages/failure-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { toOrders } from '../../support/read-rows.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { cp932 } from '../../support/window-lists.ts';

const FILE = '注文.csv';
const CALENDAR = new BusinessCalendar(createStandardCalendar({}));

function read(text: string): readonly ServerOrder[] {
  const table = readCsvTable(cp932(text), FILE);
  return toOrders(table, requireColumns('orders', matchColumns('orders', table.header), table.header, FILE), FILE);
}

function failure(work: () => unknown): { code: string; params: Readonly<Record<string, string | number>> } {
  try {
    work();
  } catch (error) {
    if (error instanceof ExpectedError) return error.failure;
    throw error;
  }
  throw new Error('nothing failed');
}

const JAPANESE = `申請番号,申請タイトル,申請状態,申請日時,決裁日時,申請者,申請経路,現在のステップ,現在の決裁者,合計金額
AB-1,電池の購入,決裁待,2026/11/20 9:05,,青木 はな,標準,1/2 課長,土屋 進、寺田 恵,"12,300"
AB-2,工具の購入,完了,2026/11/18 15:30,2026/11/19 10:00,木村 蓮,標準,,,"¥4,000円"
AB-3,書籍の購入,差戻し,2026年11月19日 午後1時30分,,小川 修,標準,,,800
AB-4,台車の購入,否認,2026-11-01,2026/11/02,小川 修,標準,,,
AB-4,台車の購入,取消し,2026/11/03 08:00:00,2026/11/04 08:00,小川 修,標準,,,9000.00
`;

describe('a list of orders from NEO', () => {
  it('includes decisions of the same day if decisions have a date without a time', () => {
    const rows = Array.from(
      { length: 12 },
      (_, at) => `AB-${at},完了,2026/11/${10 + (at % 3)} 15:30,2026/11/${at < 9 ? 10 + (at % 3) : 25},標準`,
    );
    const orders = read(['申請番号,申請状態,申請日時,決裁日,申請経路', ...rows].join('\n'));
    const past = groupHistoryByRoute(orders).get('標準')?.orders ?? [];
    expect(summarizeHistory(past, CALENDAR)).toMatchObject({ observations: 12, late: { hours: 3, dates: 3 } });
  });

  it('is understood by its Japanese headers: states, moments in Japan, people and yen', () => {
    const orders = read(JAPANESE);
    expect(orders.map(({ id, state, requestedAt, decidedAt, amount }) => [id, state, requestedAt, decidedAt, amount])).toEqual([
      ['AB-1', 'pending', '2026-11-20T00:05:00.000Z', null, 12_300],
      ['AB-2', 'approved', '2026-11-18T06:30:00.000Z', '2026-11-19T01:00:00.000Z', 4_000],
      ['AB-3', 'pending', '2026-11-19T04:30:00.000Z', null, 800],
      ['AB-4', 'rejected', '2026-10-31T15:00:00.000Z', '2026-11-01T15:00:00.000Z', null],
      ['AB-4#2', 'cancelled', '2026-11-02T23:00:00.000Z', '2026-11-03T23:00:00.000Z', 9_000],
    ]);
    expect(orders[0]?.step).toEqual({
      index: 1,
      count: 2,
      name: '1/2 課長',
      approverIds: ['', ''],
      approverNames: ['土屋 進', '寺田 恵'],
      since: null,
    });
    // A returned request waits for its applicant.
    expect(orders[2]?.step?.approverNames).toEqual(['小川 修']);
    expect(orders[1]?.step).toBeNull();
  });

  it('is understood by English headers, and without a column of states by its decisions', () => {
    const orders = read(
      'Application Number,Title,Requested at,Completed at,Applicant,Total\r\n7,Pens,2026-11-20 09:05,,Ann,100\r\n8,Ink,2026-11-19T09:05:00+09:00,2026-11-20 10:00,Ann,\r\n',
    );
    expect(orders.map(({ number, state, requestedAt }) => [number, state, requestedAt])).toEqual([
      ['7', 'pending', '2026-11-20T00:05:00.000Z'],
      ['8', 'approved', '2026-11-19T00:05:00.000Z'],
    ]);
  });

  it.each([
    ['a state', '決裁待', '調査中', '申請状態', 2],
    ['a moment', '2026/11/20 9:05', '11月20日', '申請日時', 2],
    ['a clock', '2026/11/18 15:30', '2026/11/18 25:30', '申請日時', 3],
    ['an amount', '"12,300"', '約一万円', '合計金額', 2],
    ['a decision', '2026/11/19 10:00', 'きのう', '決裁日時', 3],
  ])('is refused with file, row and column for %s that is not understood', (_, good, bad, column, row) => {
    expect(failure(() => read(JAPANESE.replace(good, bad)))).toMatchObject({
      code: 'file-value-invalid',
      params: { file: FILE, row, column, value: bad },
    });
  });

  it('is refused without a moment of request, as a column or in a row', () => {
    expect(failure(() => read('申請番号,申請状態\r\nAB-1,決裁待\r\n'))).toMatchObject({
      code: 'file-column-missing',
      params: { file: FILE, field: 'requestedAt' },
    });
    expect(failure(() => read(JAPANESE.replace('2026/11/20 9:05', '')))).toMatchObject({
      code: 'file-value-invalid',
      params: { row: 2, column: '申請日時' },
    });
  });
});

describe('a list of orders without known decisions', () => {
  it('is refused by the names of both columns, with what to do', () => {
    const refused = failure(() => read('申請番号,申請日時\nAB-1,2026/04/02 10:00\nAB-2,2026/11/27 10:00\n'));
    expect(refused).toMatchObject({ code: 'file-column-missing', params: { field: 'state', column: '申請状態', other: '決裁日時' } });
    for (const [locale, add] of [
      ['ja', '「申請状態」の列を追加し'],
      ['en', 'add a column “State”'],
    ] as const) {
      const translate = createTexts(locale);
      const { why, next } = formatFailure(refused as Failure, (key, values) => translate(`error.${key}`, values));
      for (const name of ['申請状態', '決裁日時']) expect(why).toContain(name);
      expect(next).toContain(add);
    }
  });

  it('requires one of the two columns, and accepts either', () => {
    const asked = (...header: string[]): string[] =>
      matchColumns('orders', header).flatMap(({ id, required, column }) => (required && column === null ? [id] : []));
    expect(asked('申請番号', '申請日時')).toEqual(['state', 'decidedAt']);
    expect([asked('申請日時', '申請状態'), asked('申請日時', '決裁日')]).toEqual([[], []]);
    const table = ['申請日時', '処理'];
    expect(
      matchColumns('orders', table, { chosen: { state: 1 } })
        .filter(({ required }) => required)
        .map(({ id }) => id),
    ).toEqual(['requestedAt', 'state']);
  });

  it('is refused for a row without a state if there is no column of decisions', () => {
    expect(failure(() => read('申請番号,申請日時,申請状態\nAB-1,2026/04/02,完了\nAB-2,2026/04/02,\n'))).toMatchObject({
      code: 'file-value-invalid',
      params: { row: 3, column: '申請状態' },
    });
    expect(read('申請番号,申請日時,申請状態,決裁日\nAB-1,2026/04/02,,2026/04/03\nAB-2,2026/04/02,,\n').map(({ state }) => state)).toEqual([
      'approved',
      'pending',
    ]);
  });
});

describe('moments of a list', () => {
  it.each([
    ['2026/11/20 09:05', '2026-11-20T00:05:00.000Z'],
    ['2026/11/20（金） 09:05', '2026-11-20T00:05:00.000Z'],
    ['２０２６／１１／２０　０９：０５', '2026-11-20T00:05:00.000Z'],
    ['2026-11-20T09:05:30Z', '2026-11-20T09:05:30.000Z'],
    ['2026年11月20日 午前12時05分', '2026-11-19T15:05:00.000Z'],
    ['2026/11/20 9:05 PM', '2026-11-20T12:05:00.000Z'],
    ['2026/11/20', '2026-11-19T15:00:00.000Z'],
    ['46346.5', '2026-11-20T03:00:00.000Z'],
    ['2026/11/20 24:00', null],
    ['2026/11/20 13:00 PM', null],
    ['2026/02/30 10:00', null],
    ['3/4/2026 10:00', null],
    ['', null],
  ])('%s is %s', (text, expected) => {
    expect(parseMoment(text)).toBe(expected);
  });
});

describe('the words of a list of orders', () => {
  const HEAD = '申請番号,申請日時,申請状態,申請者,現在のステップ,現在の決裁者,到着日時,合計金額';
  const row = (cells: readonly string[]) => read(`${HEAD}\n${cells.join(',')}\n`)[0];

  it.each([
    ['pending', '決裁待 / 決裁待ち / 承認待 / 承認待ち / 確認待ち / 申請中 / 未決裁 / 未承認 / 承認中 / 進行中 / 処理中 / 待機中 / 保留'],
    ['pending', 'Applying / PENDING / In progress / waiting / Waiting for approval / unapproved / Open / submitted'],
    ['pending', '差戻し / 差し戻し / 差戻 / 差戻中 / Remanded / returned / Sent back'],
    ['approved', '完了 / 強制完了 / 決裁済 / 決裁済み / 承認 / 承認済 / 承認済み / 発注済 / 発注済み / 注文済 / 注文済み / 決裁 / 確定'],
    ['approved', 'Ordered / APPROVED / completed / Complete / force completed / Done / accepted'],
    ['rejected', '否認 / 却下 / 否決 / 不承認 / Disapproved / rejected / Denied / declined'],
    ['cancelled', '取消 / 取消し / 取り消し / 取消済 / 取消済み / 取下げ / 取り下げ / ｷｬﾝｾﾙ / 削除 / 削除済み'],
    ['cancelled', 'Canceled / cancelled / Withdrawn / deleted'],
  ])('mean that a request is %s: %s', (state, words) => {
    const told = words.split(' / ').map((word) => [word, row(['1', '2026/11/20', word])?.state]);
    expect(told.filter(([, found]) => found !== state)).toEqual([]);
  });

  it('of a returned request make its applicant the one who must act', () => {
    for (const word of ['差戻し', '差し戻し', '差戻', '差戻中', 'Remanded', 'returned', 'Sent back'])
      expect(row(['1', '2026/11/20', word, '青木', '', '土屋'])?.step?.approverNames).toEqual(['青木']);
    expect(row(['1', '2026/11/20', '差戻し', '', '', '土屋'])?.step).toBeNull();
  });

  it.each([
    ['1/4', 1, 4],
    ['２／４ 課長', 2, 4],
    ['3 of 12', 3, 12],
    ['ステップ 2', 2, 0],
    ['Step3', 3, 0],
    ['第 4 段階', 4, 0],
    ['段階5', 5, 0],
    ['課長', 0, 0],
    ['2', 0, 0],
  ])('give the position of the step named %s', (name, index, count) => {
    expect(row(['1', '2026/11/20', '決裁待', '青木', name])?.step).toMatchObject({ index, count, name });
  });

  it('give a step if there is a name, an approver or a time, and approvers by name', () => {
    const step = (...cells: readonly string[]) => row(['1', '2026/11/20', '決裁待', '青木', ...cells])?.step;
    expect([step('', '', ''), row(['1', '2026/11/20', '完了', '青木', '課長', '土屋'])?.step]).toEqual([null, null]);
    expect(step('', '', '2026/11/21 9:00')).toEqual({
      index: 0,
      count: 0,
      name: '',
      approverIds: [],
      approverNames: [],
      since: '2026-11-21T00:00:00.000Z',
    });
    expect(step('', ' 土屋 ;寺田；小川|木村、鈴木，佐藤/田中／山田 ;; ')?.approverNames).toEqual([
      '土屋',
      '寺田',
      '小川',
      '木村',
      '鈴木',
      '佐藤',
      '田中',
      '山田',
    ]);
  });

  it.each([
    ['"12,300"', 12_300],
    ['¥ 500', 500],
    ['￥500', 500],
    ['\\500', 500],
    ['JPY500', 500],
    ['500JPY', 500],
    ['500 円', 500],
    ['500.00', 500],
    ['0', 0],
    ['999999999999', 999_999_999_999],
    ['', null],
  ])('give an amount: %s is %j', (text, amount) => {
    expect(row(['1', '2026/11/20', '決裁待', '', '', '', '', text])?.amount).toBe(amount);
  });

  it.each(['-500', '500.5', '1e3', '1234567890123', '500円です', '円'])('give no amount for %s', (text) => {
    expect(failure(() => row(['1', '2026/11/20', '決裁待', '', '', '', '', text]))).toMatchObject({
      code: 'file-value-invalid',
      params: { file: FILE, row: 2, column: '合計金額', value: text },
    });
  });

  it('distinguish requests by ID, else by number, else by row', () => {
    const ids = read(
      'ID,申請番号,申請日時,決裁日\n7,AB,2026/11/20,\n,AB,2026/11/20,\n,,2026/11/20,\n,AB,2026/11/20,\n7,AB,2026/11/20,\n7,,2026/11/20,\n',
    );
    expect(ids.map(({ id, number }) => [id, number])).toEqual([
      ['7', 'AB'],
      ['AB', 'AB'],
      ['row-4', ''],
      ['AB#2', 'AB'],
      ['7#2', 'AB'],
      ['7#3', ''],
    ]);
  });

  it('are trimmed, and otherwise left as they are', () => {
    const [one] = read(
      '申請番号,申請日時,決裁日時,申請タイトル,申請者ID,申請者,申請経路\n 1 , 2026/11/20 , , 電池 , 10 , 青木 はな , 標準 \n',
    );
    expect(one).toEqual({
      id: '1',
      number: '1',
      title: '電池',
      state: 'pending',
      requestedAt: '2026-11-19T15:00:00.000Z',
      decidedAt: null,
      applicantId: '10',
      applicantName: '青木 はな',
      routeId: '',
      routeName: '標準',
      step: null,
      amount: null,
    });
  });
});

describe('clocks of a list', () => {
  it.each([
    ['2026/11/20 9:05:07', '2026-11-20T00:05:07.000Z'],
    ['2026/11/20 9:05:07.25', '2026-11-20T00:05:07.000Z'],
    ['2026/11/20 9時05分', '2026-11-20T00:05:00.000Z'],
    ['2026年11月20日9時5分7秒', '2026-11-20T00:05:07.000Z'],
    ['2026/11/20 午後 1:00', '2026-11-20T04:00:00.000Z'],
    ['2026/11/20 午後12:00', '2026-11-20T03:00:00.000Z'],
    ['2026/11/20 午前0:30', '2026-11-19T15:30:00.000Z'],
    ['2026/11/20 pm 1:00', '2026-11-20T04:00:00.000Z'],
    ['2026/11/20 12:30 am', '2026-11-19T15:30:00.000Z'],
    ['2026/11/20 9:05 JST', '2026-11-20T00:05:00.000Z'],
    ['2026/11/20 23:59:59', '2026-11-20T14:59:59.000Z'],
    ['2026/11/20 9:60', null],
    ['2026/11/20 9:05:60', null],
    ['2026/11/20 9:05 UTC', null],
    ['2026/11/20 9:05 and more', null],
    ['2026/11/20 午後', '2026-11-19T15:00:00.000Z'],
    ['2026-11-20T09:05+09:00', '2026-11-20T00:05:00.000Z'],
    ['2026-11-20T09:05-0130', '2026-11-20T10:35:00.000Z'],
    ['2026-11-20T25:05Z', null],
    ['2026-11-20T09:05', '2026-11-20T00:05:00.000Z'],
    ['46346.00001', '2026-11-19T15:00:01.000Z'],
    ['46346', '2026-11-19T15:00:00.000Z'],
    [`2026/11/20${' '.repeat(85)} 9:05`, '2026-11-20T00:05:00.000Z'],
    [`2026/11/20${' '.repeat(86)} 9:05`, null],
  ])('%s is %s', (text, expected) => {
    expect(parseMoment(text)).toBe(expected);
  });
});

/** In the Cabinet Office's format: Shift_JIS, CRLF, months and days without zeros, 休日 for 振替休日 and 国民の休日. */
const OFFICIAL = `国民の祝日・休日月日,国民の祝日・休日名称\r\n${[
  '2026/1/1,元日',
  '2026/1/12,成人の日',
  '2026/2/11,建国記念の日',
  '2026/2/23,天皇誕生日',
  '2026/3/20,春分の日',
  '2026/4/29,昭和の日',
  '2026/5/3,憲法記念日',
  '2026/5/4,みどりの日',
  '2026/5/5,こどもの日',
  '2026/5/6,休日',
  '2026/7/20,海の日',
  '2026/8/11,山の日',
  '2026/9/21,敬老の日',
  '2026/9/22,休日',
  '2026/9/23,秋分の日',
  '2026/10/12,スポーツの日',
  '2026/11/3,文化の日',
  '2026/11/23,勤労感謝の日',
].join('\r\n')}\r\n`;

describe("the Cabinet Office's list of holidays", () => {
  const folder = temporaryFolder('holidays');
  const path = join(folder, 'syukujitsu.csv');
  const list = (bytes: Uint8Array) => {
    writeFileSync(path, bytes);
    return readHolidayList(path, 'syukujitsu.csv');
  };
  const refusal = (bytes: Uint8Array) =>
    list(bytes).then(
      () => null,
      (error: unknown) => (error instanceof ExpectedError ? error.failure : error),
    );

  it('is read from Shift_JIS as it comes, and from UTF-8', async () => {
    for (const bytes of [cp932(OFFICIAL), Buffer.from(OFFICIAL, 'utf8')]) {
      const { holidays, firstYear, lastYear } = await list(bytes);
      expect([firstYear, lastYear, Object.keys(holidays).length]).toEqual([2026, 2026, 18]);
      expect([holidays['2026-05-06'], holidays['2026-09-22'], holidays['2026-11-23']]).toEqual(['休日', '休日', '勤労感謝の日']);
    }
  });

  it('is refused if it is another list, contains an invalid day or lacks holidays of a year', async () => {
    expect(await refusal(cp932('氏名,職場用メールアドレス\r\n青木,a@example.co.jp\r\n'))).toMatchObject({ code: 'file-holidays-other' });
    expect(await refusal(cp932(OFFICIAL.replace('2026/8/11', '2026/8/32')))).toMatchObject({
      code: 'file-value-invalid',
      params: { file: 'syukujitsu.csv', row: 13, column: '国民の祝日・休日月日', value: '2026/8/32' },
    });
    expect(await refusal(cp932(`${OFFICIAL}2028/1/1,元日\r\n`))).toMatchObject({
      code: 'file-holidays-incomplete',
      params: { value: '2027', found: 0 },
    });
    expect(await refusal(Buffer.from('%PDF-1.7'))).toMatchObject({ code: 'file-kind-wrong' });
  });
});
