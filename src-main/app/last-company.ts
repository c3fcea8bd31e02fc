import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { Preferences } from './ports.ts';

/**
 * Notes which company the next start opens. A disk that takes nothing more keeps nobody from a company that is open by now: the next start
 * opens another one.
 */
export async function rememberOpened(settings: Preferences, id: string): Promise<void> {
  try {
    await settings.change({ lastCompanyId: id });
  } catch (error) {
    if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('storage-')) throw error;
  }
}
