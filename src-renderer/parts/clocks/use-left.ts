import { useNow, useText, useTexts } from '#renderer/ui/index.ts';
import type { ClockView } from '#shared/contract/orders/clocks.ts';
import { formatLockLeft } from '#shared/messages/lock-words.ts';

type Left = Pick<ClockView, 'kind' | 'businessDaysLeft' | 'calendarDaysLeft' | 'lock'>;

/** Hook that formats the remaining time of a deadline. */
export function useRemainingTimeText(): (clock: Left) => string {
  const words = useText('clocks.left');
  const now = useNow();
  const texts = useTexts();
  return ({ kind, businessDaysLeft, calendarDaysLeft, lock }) =>
    lock !== null
      ? formatLockLeft(lock, now, texts)
      : kind === 'invitation'
        ? words('calendar', { days: calendarDaysLeft })
        : words('business', { days: businessDaysLeft });
}
