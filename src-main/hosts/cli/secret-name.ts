import { ExpectedError } from '#shared/contract/expected-error.ts';

/** A keychain that fails does not know for what it was asked, and whoever reads of it has to: the next step names its variable. */
export async function withSecretName<T>(name: string, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('keychain-')) throw error;
    throw new ExpectedError(error.failure.code, { ...error.failure.params, name });
  }
}
