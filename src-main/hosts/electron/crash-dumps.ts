import { rmSync } from 'node:fs';
import type { App, CrashReporter } from 'electron';
import { crashDumps } from '../../storage/crash-dumps.ts';
import { makeWritableFolder } from '../../storage/make-folder.ts';

const KEPT = 5;

/**
 * Keeps what Chromium writes when one of its processes dies, in this folder and nowhere else: nothing is ever sent. Such a
 * file holds memory of the process, so only the last few stay. To be called before the app is ready. Throws the system's error
 * for a folder that cannot be used.
 */
export function keepCrashDumps(folder: string, app: Pick<App, 'setPath'>, crashReporter: Pick<CrashReporter, 'start'>): void {
  makeWritableFolder(folder);
  for (const { path } of crashDumps(folder).slice(KEPT)) rmSync(path, { force: true });
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false });
}
