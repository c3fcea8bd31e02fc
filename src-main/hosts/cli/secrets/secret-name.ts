import { ExpectedError } from '#shared/contract/call/expected-error.ts';

/** Environment variables for secrets on machines without a keychain; listed in `tsunagi help`. */
export const SECRET_VARIABLES = {
  mail: 'TSUNAGI_MAIL_PASSWORD',
  webhook: 'TSUNAGI_WEBHOOK',
  'access-key': 'TSUNAGI_ACCESS_KEY',
  'catalog-password': 'TSUNAGI_CATALOG_PASSWORD',
  backup: 'TSUNAGI_BACKUP_PASSPHRASE',
} as const;
export type CommandSecretName = keyof typeof SECRET_VARIABLES;

/** Adds the secret's name to a keychain failure, so that the next step names its variable. */
export async function withSecretName<T>(name: CommandSecretName, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('keychain-')) throw error;
    throw new ExpectedError(error.failure.code, { ...error.failure.params, name });
  }
}
