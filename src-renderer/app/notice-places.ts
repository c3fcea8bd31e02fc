import type { DeadlineView, NoticeView } from '#shared/contract/notices.ts';
import type { ScreenId, ScreenParams } from './navigation.ts';

type Place = { readonly [S in ScreenId]: readonly [S, ScreenParams[S]] }[ScreenId];

/** What nobody has said yet that they saw today. */
export const unseen = (notices: readonly NoticeView[]): readonly NoticeView[] => notices.filter(({ seen }) => !seen);

/** Where what ends is looked at. */
export function placeOf({ kind, day }: Pick<DeadlineView, 'kind' | 'day'>): Place {
  switch (kind) {
    case 'order-lock':
      return ['orders', { lastDay: day }];
    case 'serial':
      return ['serials', {}];
    case 'certificate':
      return ['server', {}];
    case 'invitation':
      return ['matching', { codes: ['amazon-invitation-expiring', 'amazon-invitation-pending'] }];
    case 'acceptance':
      return ['triage', { tab: 'ledger' }];
    case 'checkout-activation':
    case 'account-review':
    case 'holidays':
      return ['calendar', {}];
  }
}
