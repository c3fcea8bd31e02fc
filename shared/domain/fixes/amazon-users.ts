import { toCanonicalAddress } from '../email/index.ts';
import type { Fix } from './fixes.ts';

/** States of a request to create a user. `sent`: its answer is still awaited, or the console ended before it arrived. */
export const AMAZON_USER_STATES = ['sent', 'created', 'refused', 'unknown'] as const;
export type AmazonUserState = (typeof AMAZON_USER_STATES)[number];

/** The last request for an address. */
export interface AmazonUserRequest {
  readonly email: string;
  /** Identity of the person of the fix. */
  readonly person: string;
  readonly name: string;
  readonly groupId: string;
  readonly state: AmazonUserState;
  /** When the request was sent, ISO 8601 UTC. */
  readonly at: string;
  /** Why it was refused, or why its result is unknown; `null` for other states. */
  readonly failure: AmazonUserFailure | null;
}

/** The vendor's answer, or the reason why there is none. Empty texts and 0 are unknown. */
export interface AmazonUserFailure {
  readonly reason: string;
  readonly httpStatus: number;
  readonly code: string;
  readonly message: string;
}

/** Why a person with an adopted invitation is not created; texts below `amazonUsers.leftOut.`. */
export const AMAZON_USER_SKIP_REASONS = [
  'created-before',
  'result-unknown',
  'in-sheet',
  'already-on-amazon',
  'one-address',
  'name-undivided',
  'collision',
  'no-longer-advised',
  'not-asked',
  'directory',
] as const;
export type AmazonUserSkipReason = (typeof AMAZON_USER_SKIP_REASONS)[number];

export interface NewAmazonUser {
  readonly person: string;
  readonly name: string;
  readonly email: string;
  readonly familyName: string;
  readonly givenName: string;
  /** Whether Amazon refused an earlier request for this address. */
  readonly wasRefused: boolean;
}

export interface AmazonUserFacts {
  /** Open fixes, and those of them that the current lists no longer support. */
  readonly fixes: readonly Fix[];
  readonly outdated: ReadonlyMap<Fix, AmazonUserSkipReason>;
  /** The last request by canonical address. */
  readonly requests: ReadonlyMap<string, AmazonUserRequest>;
  /** When Amazon's current list was imported, ISO 8601 UTC. */
  readonly listTakenAt: string;
  readonly onAmazon: (address: string) => boolean;
}

export interface AmazonUserPlan {
  readonly people: readonly NewAmazonUser[];
  readonly leftOut: readonly {
    readonly why: AmazonUserSkipReason;
    readonly person: string;
    readonly name: string;
    readonly email: string;
  }[];
}

/** Whether a user was requested and no list imported since shows whether it exists. Such a request must not be repeated. */
export const isAwaitingList = ({ state, at }: Pick<AmazonUserRequest, 'state' | 'at'>, listTakenAt: string): boolean =>
  state !== 'refused' && at >= listTakenAt;

/** Returns the family name and the given names, which are divided by blanks; an undivided name is a family name. */
export function divideName(name: string): { readonly familyName: string; readonly givenName: string } {
  const [familyName = '', ...given] = name
    .normalize('NFC')
    .split(/[\s\u3000]+/u)
    .filter((word) => word !== '');
  return { familyName, givenName: given.join(' ') };
}

/** Returns the people to create on Amazon, those refused before last, and the others with the reason. */
export function planAmazonUsers({ fixes, outdated, requests, listTakenAt, onAmazon }: AmazonUserFacts): AmazonUserPlan {
  const missing = fixes.filter(({ side, account, oldAccount }) => side === 'amazon' && account === null && oldAccount === '');
  const owners = new Map<string, number>();
  for (const { to } of missing) owners.set(toCanonicalAddress(to), (owners.get(toCanonicalAddress(to)) ?? 0) + 1);
  const reasonOf = (fix: Fix): AmazonUserSkipReason | null => {
    const address = toCanonicalAddress(fix.to);
    const request = requests.get(address);
    if (onAmazon(fix.to)) return 'already-on-amazon';
    if (request !== undefined && isAwaitingList(request, listTakenAt))
      return request.state === 'created' ? 'created-before' : 'result-unknown';
    if (fix.state === 'written') return 'in-sheet';
    if ((owners.get(address) ?? 0) > 1) return 'one-address';
    return outdated.get(fix) ?? (divideName(fix.name).givenName === '' ? 'name-undivided' : null);
  };
  const people: NewAmazonUser[] = [];
  const leftOut: AmazonUserPlan['leftOut'][number][] = [];
  for (const fix of missing) {
    const { person, name, to: email } = fix;
    const why = reasonOf(fix);
    if (why !== null) leftOut.push({ why, person, name, email });
    else
      people.push({ person, name, email, ...divideName(name), wasRefused: requests.get(toCanonicalAddress(email))?.state === 'refused' });
  }
  people.sort((a, b) => Number(a.wasRefused) - Number(b.wasRefused) || (a.email < b.email ? -1 : 1));
  return { people, leftOut };
}
