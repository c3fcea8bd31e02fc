import type { ListTimes } from '../contract/orders/clocks.ts';
import type { DeadlineView, Digest } from '../contract/orders/notices.ts';
import { formatLockLeft } from './lock-words.ts';
import { formatIsoDay } from './reason-text.ts';
import type { Translate } from './translate.ts';

/** Texts of one deadline. */
export interface DeadlineTexts {
  /** Date such as `2026/11/27（金）`. */
  readonly day: string;
  /** Remaining time such as `あと 3 日`. */
  readonly left: string;
  /** Description of the deadline, with number and name. */
  readonly what: string;
  /** Action to take, with the last possible day. */
  readonly action: string;
}

/** Formats a deadline. `now`: epoch ms. */
export function formatDeadline(
  { kind, subject, count, day, daysLeft, actBy, lock, monthly, lost }: DeadlineView,
  now: number,
  translate: Translate,
): DeadlineTexts {
  const by = !lost
    ? ''
    : actBy === null
      ? translate('digest.nobody')
      : daysLeft < 0 || actBy === day
        ? ''
        : translate('digest.actBy', { day: formatIsoDay(actBy, translate) });
  const past = daysLeft < 0 ? 'yes' : 'no';
  return {
    day: formatIsoDay(day, translate),
    left:
      lock !== null
        ? formatLockLeft(lock, now, translate)
        : daysLeft < 0
          ? translate('digest.past', { days: -daysLeft })
          : translate('digest.left', { days: daysLeft }),
    what: translate(`digest.what.${kind}`, { count, subject: subject === '' ? 'none' : subject, monthly: monthly ?? 0, past }),
    action: [translate(`digest.action.${kind}`, { past }), by].filter((text) => text !== '').join(translate('reason.joint')),
  };
}

/** The result of the digest as a sentence. */
export const formatDigestResult = ({ deadlines, until }: Digest, translate: Translate): string =>
  translate('digest.answer', {
    count: deadlines.filter(({ lost }) => lost).length,
    ready: deadlines.filter(({ lost }) => !lost).length,
    until: formatIsoDay(until, translate),
  });

/** Age of the lists on which the digest is based; later changes are not included. Missing lists come first. */
export const formatListAges = (
  { takenAt, serialUnchecked }: Pick<Digest, 'takenAt' | 'serialUnchecked'>,
  translate: Translate,
): readonly string[] => [
  ...formatUncheckedLists(takenAt, translate, serialUnchecked),
  ...LISTS.flatMap((list) => {
    const at = takenAt[list];
    return at === null ? [] : [translate(`digest.takenAt.${list}`, { at: Date.parse(at) })];
  }),
];

/** Deadlines that were not checked because their list is missing. */
export const formatUncheckedLists = (takenAt: ListTimes, translate: Translate, serialUnchecked = false): readonly string[] => [
  ...LISTS.flatMap((list) => (takenAt[list] === null ? [translate(`digest.unchecked.${list}`)] : [])),
  ...(serialUnchecked ? [translate('digest.unchecked.serial')] : []),
];

const LISTS = ['orders', 'accounts'] as const satisfies readonly (keyof ListTimes)[];
