import { ExpectedError } from '#shared/contract/expected-error.ts';

/** Where a scheduler's secrets come from when there is no keychain, by the secret's name: read once, named in `tsunagi help`. */
export const SECRET_VARIABLES = {
  mail: 'TSUNAGI_MAIL_PASSWORD',
  webhook: 'TSUNAGI_WEBHOOK',
  'access-key': 'TSUNAGI_ACCESS_KEY',
  'catalog-password': 'TSUNAGI_CATALOG_PASSWORD',
  backup: 'TSUNAGI_BACKUP_PASSPHRASE',
} as const;
export type SecretName = keyof typeof SECRET_VARIABLES;

/** A keychain that fails does not know for what it was asked, and whoever reads of it has to: the next step names its variable. */
export async function withSecretName<T>(name: SecretName, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('keychain-')) throw error;
    throw new ExpectedError(error.failure.code, { ...error.failure.params, name });
  }
}
