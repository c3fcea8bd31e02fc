import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lenientCount, lenientList, lenientText, usersPageSchema } from '#main/groupware/answer-schemas.ts';
import { createSequentialQueue, getRetryDelayMs, isRetryStatus, NEO_PACING } from '#main/groupware/pacing.ts';

describe('reading NEO leniently', () => {
  it.each([
    [undefined, ''],
    [null, ''],
    ['', ''],
    [' 佐藤 ', ' 佐藤 '],
    [12, '12'],
    [true, 'true'],
    [{ val: '佐藤' }, '佐藤'],
    [{ val: 7 }, '7'],
  ])('%j is the text %j', (value, text) => {
    expect(lenientText.parse(value)).toBe(text);
  });

  it.each([
    [3, 3],
    ['3', 3],
    [' 1600 ', 1600],
    [{ val: '0' }, 0],
  ])('%j is the count %i', (value, count) => {
    expect(lenientCount.parse(value)).toBe(count);
  });
  it.each([-1, '-1', '1.5', 'x', '', null, undefined, [], Number.NaN, '99999999999999999'])('%j is no count', (value) => {
    expect(lenientCount.safeParse(value).success).toBe(false);
  });

  it.each([[undefined], [null], [''], [{}], [[]], [{ item: [] }], [{ item: '' }], [{ item: {} }]])('%j is an empty list', (value) => {
    expect(lenientList.parse(value)).toEqual([]);
  });

  it('a list is the same in every guise', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.nat() })), (items) => {
        expect(lenientList.parse({ item: items })).toEqual(items);
        expect(lenientList.parse(items)).toEqual(items);
        if (items.length === 1) expect(lenientList.parse({ item: items[0] })).toEqual(items);
      }),
    );
  });

  it('the default organisation comes first, the others keep their order', () => {
    const item = {
      id: 5,
      name: '佐藤 花子',
      state: 'login_denied',
      organizations: { item: [{ id: 1 }, { id: 2, default: '1' }, { id: 3, default: 0 }] },
    };
    expect(usersPageSchema.parse({ allcnt: '1', revision: 4, list: { item } }).list).toEqual([
      expect.objectContaining({ id: '5', workEmail: '', employeeCode: '', state: 'login-denied', organizations: ['2', '1', '3'] }),
    ]);
  });

  it('an unknown state is not guessed', () => {
    expect(usersPageSchema.safeParse({ allcnt: 1, revision: 4, list: { item: { id: 5, state: 'sleeping' } } }).success).toBe(false);
  });
});

describe('patience', () => {
  it('is for 408, 429, 503 and 504 only', () => {
    const asking = Array.from({ length: 500 }, (_, index) => index + 100).filter(isRetryStatus);
    expect(asking).toEqual([408, 429, 503, 504]);
  });

  it.each([
    [429, 0, undefined, 10_000],
    [429, 3, undefined, 10_000],
    [429, 0, '5', 10_000],
    [429, 0, '20', 20_000],
    [503, 0, undefined, 1000],
    [503, 3, undefined, 8000],
    [504, 0, '3', 3000],
    [503, 0, '600', 600_000],
    [503, 0, 'Wed, 01 Apr 2026 00:02:00 GMT', 120_000],
    [429, 0, 'Wed, 01 Apr 2026 00:00:05 GMT', 10_000],
    [503, 0, 'Tue, 31 Mar 2026 00:00:00 GMT', 1000],
    [503, 0, 'soon', 1000],
    [503, 0, '999999', 999_999_000],
  ])('%i, try %i, Retry-After %s: %i ms', (status, attempt, retryAfter, pause) => {
    const date = 'Wed, 01 Apr 2026 00:00:00 GMT';
    expect(getRetryDelayMs(NEO_PACING, { status, attempt, retryAfter, date })).toBe(pause);
  });

  it('work takes turns, and a failure does not stop the next', async () => {
    const inTurn = createSequentialQueue();
    const seen: string[] = [];
    const step = (name: string, fails: boolean) =>
      inTurn(async () => {
        seen.push(`${name} starts`);
        await Promise.resolve();
        seen.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const outcomes = await Promise.allSettled([step('a', false), step('b', true), step('c', false)]);
    expect(seen).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
