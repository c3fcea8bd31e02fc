import type { AmazonUserFailure, NewAmazonUser } from '#shared/domain/fixes/amazon-users.ts';
import type { BusinessSession } from '../business-session.ts';
import type { RequestRate } from '../request-pace.ts';

/** Amazon permits one request a second after a burst of 5. Source: docs/domain/amazon-business-api.md#user-management. */
export const AMAZON_USER_RATE = { burst: 5, intervalMs: 1_000 } as const satisfies RequestRate;

/** Settings that are the same for all users. */
export interface NewUserSettings {
  /** The group, by Amazon's own ID. */
  readonly groupId: string;
  readonly suppressEmail: boolean;
}

/** `refused`: nothing was created. `unknown`: the user may exist. */
export type NewUserResult =
  | { readonly state: 'created'; readonly failure: null }
  | { readonly state: 'refused' | 'unknown'; readonly failure: AmazonUserFailure };

/** Requests one user with the punchout role, once. Throws like `BusinessSession.post`, which means that nothing was created. */
export async function createBusinessUser(
  session: BusinessSession,
  { email, familyName, givenName }: Pick<NewAmazonUser, 'email' | 'familyName' | 'givenName'>,
  { groupId, suppressEmail }: NewUserSettings,
  signal: AbortSignal,
): Promise<NewUserResult> {
  const user = {
    accountHolder: { email, givenName, familyName },
    groupId: { idType: 'GroupId', id: groupId },
    role: 'PunchoutUser',
    region: 'JP',
    ...(suppressEmail && { notificationTypesToSuppress: ['EMAIL'] }),
  };
  const answer = await session.post('/businessAccounts/2021-08-30/businessUserAccount', user, signal);
  if (answer.kind === 'lost') return { state: 'unknown', failure: { reason: answer.reason, httpStatus: 0, code: '', message: '' } };
  const { status: httpStatus, code, message } = answer;
  if (httpStatus === 201) return { state: 'created', failure: null };
  const isRefused = httpStatus >= 400 && httpStatus < 500;
  const reason = isRefused ? 'business-refused' : httpStatus >= 500 ? 'business-busy' : 'business-unreadable';
  return { state: isRefused ? 'refused' : 'unknown', failure: { reason, httpStatus, code, message } };
}
