import { expect, test } from 'vitest';
import { countInvitations, getInvitationState } from '#shared/domain/readiness/findings/invitations.ts';
import { amazonUser } from '../../support/directories.ts';

const TODAY = '2026-11-26';
const stateOf = (fields: Parameters<typeof amazonUser>[0]) => getInvitationState(amazonUser(fields), TODAY);

test('an invitation is valid for 90 days, and expiring while few are left', () => {
  expect(stateOf({ invitedOn: '2026-09-12' })).toEqual({ stage: 'pending', byWord: false, daysLeft: 15 });
  expect(stateOf({ invitedOn: '2026-09-11' })).toEqual({ stage: 'expiring', byWord: false, daysLeft: 14 });
  expect(stateOf({ invitedOn: '2026-08-28' })).toEqual({ stage: 'expiring', byWord: false, daysLeft: 0 });
  expect(stateOf({ invitedOn: '2026-08-27' })).toEqual({ stage: 'expired', byWord: false, daysLeft: 0 });
});

test('the status in a list counts if there is no date, or if it is further than the date implies', () => {
  expect(stateOf({ invitedOn: null })).toEqual({ stage: 'pending', byWord: false, daysLeft: null });
  expect(stateOf({ invitedOn: null, invitation: 'expired' })).toEqual({ stage: 'expired', byWord: true, daysLeft: null });
  expect(stateOf({ invitedOn: '2026-11-24', invitation: 'expired' })).toMatchObject({ stage: 'expired', byWord: true });
  expect(stateOf({ invitedOn: '2026-08-27', invitation: 'expired' })).toMatchObject({ stage: 'expired', byWord: false });
});

test('invitations are counted apart that can be accepted still, with the day on which the first of them ends', () => {
  const invited = (fields: Parameters<typeof amazonUser>[0]) => amazonUser({ state: 'invited', ...fields });
  const users = [
    invited({ invitedOn: '2026-11-20' }),
    invited({ invitedOn: '2026-08-28' }),
    invited({ invitedOn: '2026-08-29' }),
    invited({ invitedOn: null }),
    invited({ invitedOn: '2026-08-27' }),
    // The list says expired, although by this calendar the day is not over.
    invited({ invitedOn: '2026-08-28', invitation: 'expired' }),
    invited({ invitedOn: null, invitation: 'expired' }),
    amazonUser({ state: 'active', invitedOn: '2026-11-01' }),
  ];
  expect(countInvitations(users, TODAY)).toEqual({ pending: 4, expired: 3, firstExpiry: '2026-11-26' });
  expect(countInvitations([], TODAY)).toEqual({ pending: 0, expired: 0, firstExpiry: null });
});
