import type { ListTimes } from '../contract/orders/clocks.ts';
import type { DeadlineView, Digest } from '../contract/orders/notices.ts';
import { lockLeftWords } from './lock-words.ts';
import { dayText } from './reason-text.ts';
import type { Translate } from './translate.ts';

/** One deadline in words. */
export interface DeadlineWords {
  /** `2026/11/27（金）` */
  readonly day: string;
  /** `あと 3 日` */
  readonly left: string;
  /** What ends, with its number and name. */
  readonly what: string;
  /** What to do, and the last possible day. */
  readonly action: string;
}

/** `now`: epoch ms. */
export function deadlineWords(
  { kind, subject, count, day, daysLeft, actBy, lock, monthly, lost }: DeadlineView,
  now: number,
  translate: Translate,
): DeadlineWords {
  const by = !lost
    ? ''
    : actBy === null
      ? translate('digest.nobody')
      : daysLeft < 0 || actBy === day
        ? ''
        : translate('digest.actBy', { day: dayText(actBy, translate) });
  const past = daysLeft < 0 ? 'yes' : 'no';
  return {
    day: dayText(day, translate),
    left:
      lock !== null
        ? lockLeftWords(lock, now, translate)
        : daysLeft < 0
          ? translate('digest.past', { days: -daysLeft })
          : translate('digest.left', { days: daysLeft }),
    what: translate(`digest.what.${kind}`, { count, subject: subject === '' ? 'none' : subject, monthly: monthly ?? 0, past }),
    action: [translate(`digest.action.${kind}`, { past }), by].filter((text) => text !== '').join(translate('reason.joint')),
  };
}

/** The digest's result in a sentence. */
export const digestAnswer = ({ deadlines, until }: Digest, translate: Translate): string =>
  translate('digest.answer', {
    count: deadlines.filter(({ lost }) => lost).length,
    ready: deadlines.filter(({ lost }) => !lost).length,
    until: dayText(until, translate),
  });

/** How old the lists are that the digest goes by: what came since is in none of them. Those that are not there come first. */
export const digestAges = (
  { takenAt, serialUnchecked }: Pick<Digest, 'takenAt' | 'serialUnchecked'>,
  translate: Translate,
): readonly string[] => [
  ...uncheckedLists(takenAt, translate, serialUnchecked),
  ...LISTS.flatMap((list) => {
    const at = takenAt[list];
    return at === null ? [] : [translate(`digest.takenAt.${list}`, { at: Date.parse(at) })];
  }),
];

/** What was not checked because its list is missing. */
export const uncheckedLists = (takenAt: ListTimes, translate: Translate, serialUnchecked = false): readonly string[] => [
  ...LISTS.flatMap((list) => (takenAt[list] === null ? [translate(`digest.unchecked.${list}`)] : [])),
  ...(serialUnchecked ? [translate('digest.unchecked.serial')] : []),
];

const LISTS = ['orders', 'accounts'] as const satisfies readonly (keyof ListTimes)[];
