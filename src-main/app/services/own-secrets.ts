import { derivePublicKey, getKeyFingerprint } from '../../company/plan/approval-signature.ts';
import { isSealedWithKey } from '../../company/trust/trust-seal.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { readMarkedSecret } from './marked-secret.ts';
import type { StoredSecretName } from './secrets.ts';

/** Whether a keychain value belongs to this company file; a copy of the file uses the same entry. */
export type IsOwnSecret = (name: StoredSecretName, kept: string) => boolean;

/** Returns the check for a company. The file's metadata are read now, so that it works after the file is deleted. */
export function createOwnSecretCheck(file: CompanyFile): IsOwnSecret {
  const marks = new Map<string, string | null>();
  for (const { name, keptIn, mark } of file.secrets.list()) if (keptIn !== null) marks.set(name, mark);
  const ownKey = file.approvals.ownKey();
  const trust = file.trust.get();
  return (name, kept) => {
    if (name === 'trust-key') return trust !== null && isSealedWithKey(kept, trust);
    if (name === 'approval-key') return ownKey !== null && fingerprintOfKey(kept) === ownKey;
    const mark = marks.get(name);
    return mark !== undefined && readMarkedSecret(kept, mark) !== null;
  };
}

/** Whether the system keychain may contain entries of the company. */
export const mayHaveKeychainEntries = (file: CompanyFile): boolean =>
  file.secrets.list().some(({ keptIn }) => keptIn === 'system') || file.approvals.ownKey() !== null || file.trust.get() !== null;

/** Returns the fingerprint of a private key; `null` if the text is not a key. */
function fingerprintOfKey(kept: string): string | null {
  try {
    return getKeyFingerprint(derivePublicKey(kept));
  } catch {
    return null;
  }
}
