import { describe, expect, it } from 'vitest';
import { getDeadlineScreen, listUnconfirmedNotices } from '#renderer/app/notices/notice-screens.ts';
import { SCREENS } from '#renderer/app/screens.ts';
import { DEADLINE_KINDS } from '#shared/domain/checkout/deadlines.ts';

describe('the places of notices', () => {
  it('are screens that there are', () => {
    const there = new Set<string>(SCREENS);
    for (const kind of DEADLINE_KINDS) expect(there).toContain(getDeadlineScreen({ kind, day: '2026-11-25' })[0]);
  });

  it('of a lock are exactly the orders of its day', () => {
    expect(getDeadlineScreen({ kind: 'order-lock', day: '2026-11-25' })).toEqual(['orders', { lastDay: '2026-11-25' }]);
  });

  it('count unread notices', () => {
    const notice = (key: string, seen: boolean) => ({
      key,
      seen,
      why: 'act' as const,
      deadline: {
        kind: 'acceptance' as const,
        subject: '',
        count: 1,
        day: '2026-11-25',
        daysLeft: 0,
        actBy: '2026-11-25',
        lock: null,
        monthly: null,
        lost: true,
      },
    });
    expect(listUnconfirmedNotices([notice('a', true), notice('b', false)]).map(({ key }) => key)).toEqual(['b']);
  });
});
