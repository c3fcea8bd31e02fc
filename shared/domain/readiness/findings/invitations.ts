import { getInvitationEnd } from '../../checkout/waits.ts';
import type { AmazonUser } from '../../directory/directory.ts';
import { INVITATION_DAYS, INVITATION_WARNING_DAYS } from '../policy.ts';
import { countDaysBetween } from './calendar-days.ts';

/** Stages of an invitation, the latest last. */
const STAGES = ['pending', 'expiring', 'expired'] as const;

export interface InvitationState {
  readonly stage: (typeof STAGES)[number];
  /** True if the state comes from the list's word and not from a date. */
  readonly byWord: boolean;
  /** Number of days left, 0 after the end; `null` if the date is unknown. */
  readonly daysLeft: number | null;
}

/** Determines the stage by date and by the list's word. The later stage applies, because the list may be old or contain no date. */
export function getInvitationState(
  { invitedOn, invitation: word }: Pick<AmazonUser, 'invitedOn' | 'invitation'>,
  today: string,
): InvitationState {
  const left = invitedOn === null ? Number.NaN : INVITATION_DAYS - countDaysBetween(invitedOn, today);
  const byDay = Number.isNaN(left) || left > INVITATION_WARNING_DAYS ? 0 : left < 0 ? 2 : 1;
  const byWord = word === undefined ? 0 : word === 'expired' ? 2 : 1;
  return {
    stage: STAGES[Math.max(byDay, byWord)] as InvitationState['stage'],
    byWord: byWord > byDay,
    daysLeft: Number.isNaN(left) ? null : Math.max(0, left),
  };
}

export interface InvitationCounts {
  readonly pending: number;
  readonly expired: number;
  /** The first day on which a pending invitation ends, `YYYY-MM-DD`; `null` without dates. */
  readonly firstExpiry: string | null;
}

/** Open invitations of a list. */
export function countInvitations(users: readonly AmazonUser[], today: string): InvitationCounts {
  let pending = 0;
  let expired = 0;
  let firstExpiry: string | null = null;
  for (const user of users) {
    if (user.state !== 'invited') continue;
    if (getInvitationState(user, today).stage === 'expired') {
      expired++;
      continue;
    }
    pending++;
    const ends = user.invitedOn === null ? null : getInvitationEnd(user.invitedOn);
    if (ends !== null && (firstExpiry === null || ends < firstExpiry)) firstExpiry = ends;
  }
  return { pending, expired, firstExpiry };
}
