import { describe, expect, it } from 'vitest';
import { createApproverMessage, createOrderMessage } from '#renderer/screens/orders/message.ts';
import type { OrderRow } from '#shared/contract/orders/orders.ts';
import { createTexts } from '#shared/messages/texts.ts';

const ORDER: OrderRow = {
  id: '7',
  number: 'AB-2026-00007',
  title: '電池の購入',
  state: 'pending',
  requestedAt: '2026-11-20T06:30:00.000Z',
  decidedAt: null,
  applicant: { id: '10', name: '青木 はな', organization: '総務課' },
  route: { key: 'r1', name: '標準' },
  step: null,
  amount: 12_300,
  lock: {
    endsAt: '2026-11-27T06:30:00.000Z',
    ends: { hours: '2026-11-27T06:30:00.000Z', dates: '2026-11-26T15:00:00.000Z' },
    lastDay: '2026-11-27',
    lastChance: '2026-11-27',
    businessDaysLeft: 3,
    day: 5,
    danger: 'ok',
    disputed: false,
  },
  outlook: 'open',
};
const LATE_IS_ORDERED = { reading: 'hours', afterLock: 'ordered-at-current-price' } as const;
const LATE_IS_REFUSED = { reading: 'hours', afterLock: 'refused' } as const;
const asked = (...names: string[]) => ({ names, early: false });

describe('the message to those who decide', () => {
  it('states in Japanese who is asked, until when, and what happens afterwards', () => {
    const message = createOrderMessage(ORDER, asked('土屋 進', '寺田 恵'), LATE_IS_ORDERED, 'ja', createTexts('ja'));
    expect(message).toMatch(/^【承認のお願い】AB-2026-00007 電池の購入\n/);
    expect(message).toContain('土屋 進 さん、寺田 恵 さん');
    expect(message).toContain('2026/11/27（金） 15:30まで');
    expect(message).toContain('間に合う最終営業日は 2026/11/27（金）です');
    expect(message).toContain('その時点の価格での注文');
    expect(message).toContain('12,300 円');
  });

  it('follows the policy for day 8 and speaks English as well', () => {
    const message = createOrderMessage(ORDER, asked('Susumu Tsuchiya'), LATE_IS_REFUSED, 'en', createTexts('en'));
    expect(message).toContain('To Susumu Tsuchiya');
    expect(message).toContain('After that, it is not ordered');
    expect(message).toContain('2026/11/27 (Fri) 15:30');
  });

  it('promises those of a later step nothing that NEO may not allow', () => {
    const early = createOrderMessage(ORDER, { names: ['土屋 進'], early: true }, LATE_IS_ORDERED, 'ja', createTexts('ja'));
    expect(early).toContain('引き上げ承認が許可されていれば');
    expect(early).not.toContain('決裁待ちから開いて');
  });

  it('gives the day of a lock that ends with a day', () => {
    const lock = { ...(ORDER.lock as NonNullable<OrderRow['lock']>), endsAt: '2026-11-26T15:00:00.000Z' };
    expect(createOrderMessage({ ...ORDER, lock }, asked(), LATE_IS_ORDERED, 'ja', createTexts('ja'))).toContain(
      '2026/11/26（木）の終わりまで',
    );
  });

  it('does not promise what cannot be: no business day left, or over', () => {
    const lock = ORDER.lock as NonNullable<OrderRow['lock']>;
    const none = createOrderMessage(
      { ...ORDER, lock: { ...lock, danger: 'none-left', lastChance: null } },
      asked(),
      LATE_IS_ORDERED,
      'ja',
      createTexts('ja'),
    );
    expect(none).toContain('それまでに営業日はありません');
    const over = createOrderMessage(
      { ...ORDER, amount: null, lock: { ...lock, danger: 'over', lastChance: null } },
      asked(),
      LATE_IS_ORDERED,
      'ja',
      createTexts('ja'),
    );
    expect(over).toContain('確保期限（2026/11/27（金） 15:30）を過ぎています');
    expect(over).toContain('金額: 不明');
    for (const message of [none, over]) expect(message).not.toMatch(/undefined|null|\{|orders\./);
  });
});

describe('the message about everything that waits for one person', () => {
  const lock = ORDER.lock as NonNullable<OrderRow['lock']>;
  const rows = [ORDER, { ...ORDER, id: '8', number: '', title: '机の購入', lock: { ...lock, danger: 'over' as const } }];

  it('lists each request with its end, marks those that are late, and counts those not listed', () => {
    const message = createApproverMessage('土屋 進', { rows, total: 7 }, LATE_IS_ORDERED, 'ja', createTexts('ja'));
    expect(message).toMatch(/^【承認のお願い】.*7 件/);
    expect(message).toContain('土屋 進 さん');
    expect(message).toContain('AB-2026-00007');
    expect(message.split('\n').find((line) => line.includes('机の購入'))).toContain('過ぎています');
    expect(message).toContain('ほか 5 件');
    expect(message.indexOf('電池')).toBeLessThan(message.indexOf('机の購入'));
    expect(createApproverMessage('土屋 進', { rows, total: 2 }, LATE_IS_ORDERED, 'ja', createTexts('ja'))).not.toContain('ほか');
  });

  it('is complete in both languages, with any policy', () => {
    for (const policy of [LATE_IS_ORDERED, LATE_IS_REFUSED])
      for (const language of ['ja', 'en'] as const)
        expect(
          createApproverMessage('Susumu', { rows: [{ ...ORDER, lock: null }, ...rows], total: 9 }, policy, language, createTexts(language)),
        ).not.toMatch(/undefined|null|\{|orders\.message/);
  });
});
