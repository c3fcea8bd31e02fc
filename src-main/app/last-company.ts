import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Preferences } from './ports.ts';

/** Stores the company that the next start opens. A full disk is ignored; the next start then opens another company. */
export async function rememberOpenedCompany(settings: Preferences, id: string): Promise<void> {
  try {
    await settings.change({ lastCompanyId: id });
  } catch (error) {
    if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('storage-')) throw error;
  }
}
