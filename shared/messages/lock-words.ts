import { formatDayNumber, getTokyoDay } from '../domain/checkout/days.ts';
import { computeRemainingLockTime, type LockEnd } from '../domain/checkout/lock-left.ts';
import type { Translate } from './translate.ts';

/** Remaining time of a lock at `now` (epoch ms) as text, for requests, clocks, notices and the digest. */
export function formatLockLeft(lock: LockEnd, now: number, translate: Translate): string {
  const left = computeRemainingLockTime(lock, now);
  switch (left.kind) {
    case 'over':
      return translate('lock.left.over');
    case 'hours':
      return translate('lock.left.hours', { hours: left.hours, worked: left.worked ? 'yes' : 'no' });
    case 'none':
      return translate('lock.left.none');
    case 'last-day':
      return left.day === formatDayNumber(getTokyoDay(now))
        ? translate('lock.left.lastDay')
        : translate('lock.left.lastDayOn', { date: left.day.slice(5).replace('-', '/') });
    case 'days':
      return translate('lock.left.days', { days: left.days });
  }
}
