import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { KeychainFacts } from '#shared/contract/connections/secrets.ts';
import type { KeychainState } from '../../storage/keychain.ts';
import type { Secrets } from './secrets.ts';

/** The failure of an unavailable keychain: `keychain-locked` or `keychain-unavailable`. */
export const unreachable = ({ state, why, reason }: KeychainState & { readonly state: 'locked' | 'unavailable' }): ExpectedError =>
  new ExpectedError(state === 'locked' ? 'keychain-locked' : 'keychain-unavailable', { why, reason });

/** State of the keychain in the contract's form. */
export const keychainFacts = (secrets: Pick<Secrets, 'sessionChosen'>, keychain: KeychainState): KeychainFacts => ({
  state: keychain.state,
  why: keychain.state === 'ok' ? null : keychain.why,
  reason: keychain.state === 'ok' ? '' : keychain.reason,
  sessionChosen: secrets.sessionChosen(),
});

/** Throws `keychain-*` if a secret could not be saved now. */
export async function requireKeychain(secrets: Pick<Secrets, 'sessionChosen' | 'probe'>): Promise<void> {
  const keychain = secrets.sessionChosen() ? ({ state: 'ok' } as const) : await secrets.probe();
  if (keychain.state !== 'ok') throw unreachable(keychain);
}

/**
 * Throws `keychain-locked` if secrets would remain in a locked keychain, unless memory was chosen because it cannot be unlocked. An
 * unreachable keychain keeps its content.
 */
export async function requireOpenable(secrets: Pick<Secrets, 'sessionChosen' | 'probe'>): Promise<void> {
  const keychain = secrets.sessionChosen() ? ({ state: 'ok' } as const) : await secrets.probe();
  if (keychain.state === 'locked') throw unreachable(keychain);
}
