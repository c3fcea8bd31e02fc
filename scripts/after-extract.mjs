// Called by electron-builder after Electron is unpacked. Removes the default app of an installed Electron, which would run any folder;
// electron-builder does that only for an Electron that it fetched itself.
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
