import { describe, expect, it } from 'vitest';
import { ordersPageSchema } from '#main/groupware/answer-objects.ts';

const read = (order: Readonly<Record<string, unknown>>) => {
  const page = ordersPageSchema.safeParse({
    allcnt: '1',
    revision: '7',
    list: { item: { id: '1', state: 'pending', requested_at: '2026-11-24T09:12:00+09:00', step: '', ...order } },
  });
  return page.success ? page.data.list[0] : null;
};
const at = (text: string | null | undefined): string => new Date(text ?? '').toISOString();

describe('the times of an order', () => {
  it('are Japanese times if a server gives no offset, whatever the time zone of this machine', () => {
    for (const requested_at of ['2026-11-24T09:12:00', '2026-11-24 09:12', '2026-11-24T09:12:00.000', '2026-11-24T00:12:00Z'])
      expect([requested_at, at(read({ requested_at })?.requestedAt)]).toEqual([requested_at, '2026-11-24T00:12:00.000Z']);
    const decided = read({ state: 'approved', decided_at: '2026-11-25 17:00:00' });
    expect(at(decided?.decidedAt)).toBe('2026-11-25T08:00:00.000Z');
    const waiting = read({ step: { index: 2, count: 3, name: '部長', since: '2026-11-24T13:00', approvers: '' } });
    expect(at(waiting?.step?.since)).toBe('2026-11-24T04:00:00.000Z');
  });

  it('are read unchanged if they are complete', () => {
    expect(read({})?.requestedAt).toBe('2026-11-24T09:12:00+09:00');
  });

  it('are null if invalid; an order without the time of its request is dropped', () => {
    expect(read({ state: 'approved', decided_at: '未定' })?.decidedAt).toBeNull();
    expect(read({ requested_at: '昨日' })).toBeNull();
  });
});
