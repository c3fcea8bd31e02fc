import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { KeychainFacts } from '#shared/contract/connections/secrets.ts';
import type { KeychainState } from '../../storage/keychain.ts';
import type { Secrets } from './secrets.ts';

/** Returns the failure for an unavailable keychain: `keychain-locked` or `keychain-unavailable`. */
export const createKeychainError = ({ state, why, reason }: KeychainState & { readonly state: 'locked' | 'unavailable' }): ExpectedError =>
  new ExpectedError(state === 'locked' ? 'keychain-locked' : 'keychain-unavailable', { why, reason });

/** Returns the state of the keychain in the form of the contract. */
export const toKeychainFacts = (secrets: Pick<Secrets, 'sessionChosen'>, keychain: KeychainState): KeychainFacts => ({
  state: keychain.state,
  why: keychain.state === 'ok' ? null : keychain.why,
  reason: keychain.state === 'ok' ? '' : keychain.reason,
  sessionChosen: secrets.sessionChosen(),
});

/** Throws `keychain-*` if a secret could not be saved now. */
export async function requireKeychain(secrets: Pick<Secrets, 'sessionChosen' | 'probe'>): Promise<void> {
  const keychain = secrets.sessionChosen() ? ({ state: 'ok' } as const) : await secrets.probe();
  if (keychain.state !== 'ok') throw createKeychainError(keychain);
}

/**
 * Throws `keychain-locked` if secrets would be left behind in a locked keychain, unless the user chose memory because it cannot be
 * unlocked. For an unreachable keychain nothing is thrown; its content stays.
 */
export async function requireUnlockedKeychain(secrets: Pick<Secrets, 'sessionChosen' | 'probe'>): Promise<void> {
  const keychain = secrets.sessionChosen() ? ({ state: 'ok' } as const) : await secrets.probe();
  if (keychain.state === 'locked') throw createKeychainError(keychain);
}
