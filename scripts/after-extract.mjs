// electron-builder calls this once Electron is unpacked. It takes away what an installed Electron has and the product has not, which
// electron-builder does only for an Electron that it fetched itself: a program that would run any folder it is given.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @param {{ appOutDir: string }} context */
export default function afterExtract({ appOutDir }) {
  const bundle = readdirSync(appOutDir).find((name) => name.endsWith('.app'));
  const resources = bundle === undefined ? join(appOutDir, 'resources') : join(appOutDir, bundle, 'Contents', 'Resources');
  rmSync(join(resources, 'default_app.asar'), { recursive: true, force: true });
  const version = join(appOutDir, 'version');
  if (statSync(version, { throwIfNoEntry: false })?.isFile()) rmSync(version);
}
