// Replaces the default app of a downloaded Electron, which an Electron extracted from a packaged program lacks. It runs the app folder
// named on the command line. It is an ES module, because Electron waits for a module before it becomes ready.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron/main';

const named = process.argv.slice(1).find((word) => !word.startsWith('-'));
const folder = resolve(named ?? '.');
const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
app.setName(about.productName ?? about.name);
app.setVersion(about.version);
app.setDesktopName(about.desktopName ?? `${app.name.toLowerCase()}.desktop`);
app.setAppPath(folder);
try {
  await import(pathToFileURL(join(folder, about.main)).href);
} catch (error) {
  console.error(error);
  app.exit(7);
}
