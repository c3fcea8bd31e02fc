import { fingerprintOf, publicKeyOf } from '../../company/approval-signature.ts';
import { isSealOf } from '../../company/trust-seal.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import { behindMark } from './marked-secret.ts';
import type { KeptName } from './secrets.ts';

/** Whether what lies in the keychain under a name is what a company's file notes: the file may exist twice, with one place for both. */
export type IsOwnSecret = (name: KeptName, kept: string) => boolean;

/** What the file notes now, so that it can still be asked once the file is gone. */
export function ownSecretsOf(file: CompanyFile): IsOwnSecret {
  const marks = new Map<string, string | null>();
  for (const { name, keptIn, mark } of file.secrets.list()) if (keptIn !== null) marks.set(name, mark);
  const ownKey = file.approvals.ownKey();
  const trust = file.trust.get();
  return (name, kept) => {
    if (name === 'trust-key') return trust !== null && isSealOf(kept, trust);
    if (name === 'approval-key') return ownKey !== null && fingerprintOfKey(kept) === ownKey;
    const mark = marks.get(name);
    return mark !== undefined && behindMark(kept, mark) !== null;
  };
}

/** Whether something of the company may lie in the system's keychain. */
export const keepsInKeychain = (file: CompanyFile): boolean =>
  file.secrets.list().some(({ keptIn }) => keptIn === 'system') || file.approvals.ownKey() !== null || file.trust.get() !== null;

/** `null` for what is no key. */
function fingerprintOfKey(kept: string): string | null {
  try {
    return fingerprintOf(publicKeyOf(kept));
  } catch {
    return null;
  }
}
