import type { DeadlineView, NoticeView } from '#shared/contract/orders/notices.ts';
import type { ScreenId, ScreenParams } from '../../navigation/index.ts';

type Place = { readonly [S in ScreenId]: readonly [S, ScreenParams[S]] }[ScreenId];

/** Notices that were not confirmed today. */
export const listUnconfirmedNotices = (notices: readonly NoticeView[]): readonly NoticeView[] => notices.filter(({ seen }) => !seen);

/** The screen for several deadlines: their common one, or the calendar. */
export function getDeadlinesScreen(deadlines: readonly Pick<DeadlineView, 'kind' | 'day'>[]): Place {
  const [first] = deadlines;
  if (first === undefined) return ['calendar', {}];
  const place = getDeadlineScreen(first);
  return deadlines.every((deadline) => getDeadlineScreen(deadline)[0] === place[0]) ? place : ['calendar', {}];
}

/** The screen that shows a deadline. */
export function getDeadlineScreen({ kind, day }: Pick<DeadlineView, 'kind' | 'day'>): Place {
  switch (kind) {
    case 'order-lock':
      return ['orders', { lastDay: day }];
    case 'dated-change':
      return ['rehearsal', {}];
    case 'serial':
      return ['serials', {}];
    case 'certificate':
      return ['server', {}];
    case 'invitation':
      return ['matching', { codes: ['amazon-invitation-expiring', 'amazon-invitation-pending'] }];
    case 'acceptance':
      return ['triage', { tab: 'ledger' }];
    case 'account-review':
    case 'invoice-review':
    case 'support-contact':
    case 'support-answer':
      return ['setup', {}];
    case 'checkout-activation':
    case 'holidays':
      return ['calendar', {}];
  }
}
