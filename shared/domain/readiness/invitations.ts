import { invitationEnds } from '../checkout/waits.ts';
import type { AmazonUser } from '../directory/directory.ts';
import { daysBetween } from './calendar-days.ts';
import { INVITATION_DAYS, INVITATION_WARNING_DAYS } from './policy.ts';

/** How far the time of an invitation has run, the later one last. */
const STAGES = ['pending', 'expiring', 'expired'] as const;

export interface InvitationState {
  readonly stage: (typeof STAGES)[number];
  /** The list's own word says so, and no day does. */
  readonly byWord: boolean;
  /** Days that it is good for still, 0 when they are over; `null` where the list does not tell when it was sent. */
  readonly daysLeft: number | null;
}

/** By its day and by the list's own word: the later of the two holds, as the list may be older than `today` or tell no day. */
export function invitationState(
  { invitedOn, invitation: word }: Pick<AmazonUser, 'invitedOn' | 'invitation'>,
  today: string,
): InvitationState {
  const left = invitedOn === null ? Number.NaN : INVITATION_DAYS - daysBetween(invitedOn, today);
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
  /** The day on which the first of the pending ones ends, `YYYY-MM-DD`; `null` where the list tells no days. */
  readonly firstExpiry: string | null;
}

/** The invitations of a list that nobody has accepted. */
export function countInvitations(users: readonly AmazonUser[], today: string): InvitationCounts {
  let pending = 0;
  let expired = 0;
  let firstExpiry: string | null = null;
  for (const user of users) {
    if (user.state !== 'invited') continue;
    if (invitationState(user, today).stage === 'expired') {
      expired++;
      continue;
    }
    pending++;
    const ends = user.invitedOn === null ? null : invitationEnds(user.invitedOn);
    if (ends !== null && (firstExpiry === null || ends < firstExpiry)) firstExpiry = ends;
  }
  return { pending, expired, firstExpiry };
}
