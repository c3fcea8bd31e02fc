import { ExpectedError } from '#shared/contract/call/expected-error.ts';

/** Environment variables for secrets on machines without a keychain; listed in `tsunagi help`. */
export const SECRET_VARIABLES = {
  mail: 'TSUNAGI_MAIL_PASSWORD',
  webhook: 'TSUNAGI_WEBHOOK',
  'access-key': 'TSUNAGI_ACCESS_KEY',
  'catalog-password': 'TSUNAGI_CATALOG_PASSWORD',
  'directory-password': 'TSUNAGI_DIRECTORY_PASSWORD',
  'amazon-client-secret': 'TSUNAGI_AMAZON_CLIENT_SECRET',
  'amazon-refresh-token': 'TSUNAGI_AMAZON_REFRESH_TOKEN',
  backup: 'TSUNAGI_BACKUP_PASSPHRASE',
} as const;
export type CommandSecretName = keyof typeof SECRET_VARIABLES;

/** Secrets of a company that a command accepts from its environment. */
const COMPANY_SECRETS: ReadonlySet<string> = new Set<CommandSecretName>([
  'access-key',
  'catalog-password',
  'directory-password',
  'amazon-client-secret',
  'amazon-refresh-token',
]);

/** Returns the value of a company's secret in the environment; `null` = none. */
export const findGivenSecret = (name: string): string | null =>
  COMPANY_SECRETS.has(name) ? (process.env[SECRET_VARIABLES[name as CommandSecretName]] ?? null) : null;

/** Adds the secret's name to a keychain failure, so that the next step names its variable. */
export async function withSecretName<T>(name: CommandSecretName, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('keychain-')) throw error;
    throw new ExpectedError(error.failure.code, { ...error.failure.params, name });
  }
}
