import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { KeychainFacts } from '#shared/contract/secrets.ts';
import type { KeychainState } from '../../storage/keychain.ts';
import type { Secrets } from './secrets.ts';

/** The failure of a keychain that cannot be asked now: `keychain-locked` or `keychain-unavailable`. */
export const unreachable = ({ state, why, reason }: KeychainState & { readonly state: 'locked' | 'unavailable' }): ExpectedError =>
  new ExpectedError(state === 'locked' ? 'keychain-locked' : 'keychain-unavailable', { why, reason });

/** How it stands with the keychain, as the contract tells it. */
export const keychainFacts = (secrets: Pick<Secrets, 'sessionChosen'>, keychain: KeychainState): KeychainFacts => ({
  state: keychain.state,
  why: keychain.state === 'ok' ? null : keychain.why,
  reason: keychain.state === 'ok' ? '' : keychain.reason,
  sessionChosen: secrets.sessionChosen(),
});

/** Throws `keychain-*` when a secret could not be kept now. */
export async function requireKeychain(secrets: Pick<Secrets, 'sessionChosen' | 'probe'>): Promise<void> {
  const keychain = secrets.sessionChosen() ? ({ state: 'ok' } as const) : await secrets.probe();
  if (keychain.state !== 'ok') throw unreachable(keychain);
}

/**
 * Throws `keychain-locked` where what lies in the system's keychain would stay there, unless memory was chosen because nobody can open it. One
 * that cannot be reached at all keeps what it has.
 */
export async function requireOpenable(secrets: Pick<Secrets, 'sessionChosen' | 'probe'>): Promise<void> {
  const keychain = secrets.sessionChosen() ? ({ state: 'ok' } as const) : await secrets.probe();
  if (keychain.state === 'locked') throw unreachable(keychain);
}
