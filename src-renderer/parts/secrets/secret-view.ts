import type { MarkState } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { KeychainFacts, SecretFacts } from '#shared/contract/connections/secrets.ts';
import type { MessageKey } from '#shared/messages/keys.ts';

const MISSING_SECRET_TEXTS = { 'session-ended': 'forgotten', removed: 'removed', 'set-elsewhere': 'setElsewhere' } as const;

/** State of a secret as a mark, with the message key below `secretsPart.state`. */
export function getSecretMark({ state, gone }: Pick<SecretFacts, 'state' | 'gone'>): {
  readonly look: MarkState;
  readonly word: MessageKey<'secretsPart.state'>;
} {
  if (state === 'set') return { look: 'ready', word: 'set' };
  if (state === 'session-only') return { look: 'note', word: 'session' };
  if (state === 'unreachable') return { look: 'risk', word: 'unreachable' };
  return gone === null ? { look: 'unknown', word: 'notSet' } : { look: 'risk', word: MISSING_SECRET_TEXTS[gone] };
}

/** Returns whether a value is stored that can be replaced, tested and deleted. */
export const hasStoredValue = ({ state }: Pick<SecretFacts, 'state'>): boolean => state === 'set' || state === 'session-only';

/** State of the keychain as the failure of a write; `null` while it works. */
export function toKeychainFailure({ state, why, reason }: KeychainFacts): Failure | null {
  if (state === 'ok') return null;
  return { code: state === 'locked' ? 'keychain-locked' : 'keychain-unavailable', params: { why: why ?? 'other', reason } };
}

export const isKeychainFailure = ({ code }: Failure): boolean => code === 'keychain-locked' || code === 'keychain-unavailable';

/** Key below `secretsPart.bundle` of the problem with a passphrase; `null` if none. */
export function checkPassphrase(passphrase: string, again: string, shortest: number): 'tooShort' | 'differs' | null {
  if ([...passphrase].length < shortest) return 'tooShort';
  return passphrase === again ? null : 'differs';
}
