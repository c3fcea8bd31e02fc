// Where Electron is: installed beside the project, or given by `ELECTRON_OVERRIDE_DIST_PATH`. Plain JavaScript for Node 20.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inRoot } from './project.mjs';

/** Electron's program within its folder. */
export const PROGRAM =
  { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[/** @type {string} */ (process.platform)] ?? 'electron';

/** The folder of an Electron for this machine, given or installed; `null` where there is none. */
export function electronFolder() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = given ? resolve(given) : inRoot('node_modules', 'electron', 'dist');
  return existsSync(join(folder, PROGRAM)) ? folder : null;
}
