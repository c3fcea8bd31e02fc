import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCsvTable } from '#main/files/csv-table.ts';
import { readHolidayList } from '#main/files/holiday-list.ts';
import { matchColumns, requireColumns } from '#main/files/mapping.ts';
import { toOrders } from '#main/files/order-rows.ts';
import { parseMoment } from '#main/files/order-times.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { BusinessCalendar, standardCalendar } from '#shared/domain/checkout/calendar.ts';
import type { ServerOrder } from '#shared/domain/checkout/order.ts';
import { routeHistories, summarise } from '#shared/domain/checkout/order-history.ts';
import { cp932 } from '../../support/window-lists.ts';

const FILE = '注文.csv';
const CALENDAR = new BusinessCalendar(standardCalendar({}));

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
  it('counts what was decided on the very day where the decision is told by its day alone', () => {
    const rows = Array.from(
      { length: 12 },
      (_, at) => `AB-${at},完了,2026/11/${10 + (at % 3)} 15:30,2026/11/${at < 9 ? 10 + (at % 3) : 25},標準`,
    );
    const orders = read(['申請番号,申請状態,申請日時,決裁日,申請経路', ...rows].join('\n'));
    const past = routeHistories(orders).get('標準')?.orders ?? [];
    expect(summarise(past, CALENDAR)).toMatchObject({ observations: 12, late: { hours: 3, dates: 3 } });
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
    // A remanded request waits for its applicant.
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

/** As the Cabinet Office writes it: Shift_JIS, CRLF, months and days without zeros, 休日 for 振替休日 and 国民の休日. */
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
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-holidays-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
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

  it('is refused when it is another list, holds a day that is none, or lacks holidays of a year', async () => {
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
