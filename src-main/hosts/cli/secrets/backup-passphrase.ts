import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { MIN_PASSPHRASE_LENGTH } from '#shared/contract/connections/secret-limits.ts';
import type { Translate } from '#shared/messages/texts.ts';
import { UsageError } from '../options/usage-error.ts';
import { maskOutput } from './masked-output.ts';
import { readSecret } from './read-secret.ts';
import { createWatchSecrets } from './watch-secrets.ts';

/** Whether the command runs on a terminal, so that a user can see and answer a prompt. */
const canAsk = (): boolean => process.stdin.isTTY && process.stderr.isTTY;

/** Throws UsageError for a short passphrase. */
export function requireLongPassphrase(passphrase: string, translate: Translate): void {
  if (passphrase.length < MIN_PASSPHRASE_LENGTH)
    throw new UsageError(translate('cli.usage.passphraseShort', { least: MIN_PASSPHRASE_LENGTH }));
}

/**
 * Returns the passphrase for a new backup: from the environment, else the keychain, else typed twice. Throws secret-not-set, `keychain-*`,
 * UsageError.
 */
export async function getBackupPassphrase(translate: Translate): Promise<string> {
  const kept = await keptPassphrase();
  if (kept === null && !canAsk()) throw new ExpectedError('secret-not-set', { name: 'backup' });
  const passphrase = kept ?? (await askTwice(translate));
  requireLongPassphrase(passphrase, translate);
  return passphrase;
}

/** Returns the passphrase for opening a backup. */
export async function getRestorePassphrase(translate: Translate): Promise<string> {
  const kept = await keptPassphrase();
  if (kept !== null) return kept;
  if (!canAsk()) throw new ExpectedError('secret-not-set', { name: 'backup' });
  return masked(await readSecret(translate, translate('cli.backup.askPassphrase')));
}

/** Prompts for the passphrase if the saved one does not open a backup; `null` without a terminal. */
export const promptRestorePassphrase = async (translate: Translate): Promise<string | null> =>
  canAsk() ? masked(await readSecret(translate, translate('cli.backup.askPassphrase'))) : null;

/** Returns the saved passphrase. An unavailable keychain counts as none, so that the passphrase can be typed. */
async function keptPassphrase(): Promise<string | null> {
  try {
    return await createWatchSecrets().find({ kind: 'backup' });
  } catch (error) {
    if (error instanceof ExpectedError && canAsk()) return null;
    throw error;
  }
}

async function askTwice(translate: Translate): Promise<string> {
  const first = masked(await readSecret(translate, translate('cli.backup.askPassphrase')));
  requireLongPassphrase(first, translate);
  if (masked(await readSecret(translate, translate('cli.backup.askAgain'))) !== first)
    throw new UsageError(translate('cli.usage.passphraseDiffers'));
  return first;
}

function masked(passphrase: string): string {
  maskOutput()(passphrase);
  return passphrase;
}
