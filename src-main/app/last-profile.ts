import type { SettingsStore } from '../storage/settings.ts';
import { storageFailureOf } from '../storage/storage-failure.ts';

/**
 * Notes which company the next start opens. A disk that takes nothing more keeps nobody from a company that is open by now: the next start
 * opens another one.
 */
export function rememberOpened(settings: SettingsStore, id: string): void {
  try {
    settings.change({ lastProfileId: id });
  } catch (error) {
    if (storageFailureOf(error) === null) throw error;
  }
}
