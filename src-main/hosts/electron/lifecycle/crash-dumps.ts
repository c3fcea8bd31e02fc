import type { App, CrashReporter } from 'electron';
import { removeFile, tryToRemove } from '../../../disk/held-files.ts';
import { makeWritableFolder } from '../../../storage/data-folder/make-folder.ts';
import { listCrashDumps } from '../../../storage/log/crash-dumps.ts';

const MAX_DUMPS = 5;

/**
 * Stores Chromium's crash dumps in this folder and uploads none. They contain process memory, so only the last few are kept. Call before
 * the app is ready. Throws the system's error for an unusable folder.
 */
export function keepCrashDumps(folder: string, app: Pick<App, 'setPath'>, crashReporter: Pick<CrashReporter, 'start'>): void {
  makeWritableFolder(folder);
  for (const { path } of listCrashDumps(folder).slice(MAX_DUMPS)) tryToRemove(() => removeFile(path));
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false });
}
