// What packages say about the product and about who gives it out, from electron-builder.yml, package.json and the environment.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inRoot } from './project.mjs';

const require = createRequire(import.meta.url);

/** electron-builder.yml, read by the library that electron-builder reads it with. */
export function builderConfiguration() {
  const fromBuilder = createRequire(require.resolve('electron-builder/package.json'));
  const library = dirname(fromBuilder.resolve('app-builder-lib/package.json'));
  return createRequire(join(library, 'package.json'))('js-yaml').load(readFileSync(inRoot('electron-builder.yml'), 'utf8'));
}

/**
 * `placeholders`: which of maintainer and homepage are still the example addresses of the repository.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ about: import('./deb.mjs').About, placeholders: string[] }}
 */
export function packageAbout(env = process.env) {
  const { version, description, homepage } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const { linux, copyright, fileAssociations } = builderConfiguration();
  const maintainer = env.TSUNAGI_MAINTAINER || linux.maintainer;
  if (/[\r\n]/.test(maintainer + (env.TSUNAGI_HOMEPAGE ?? '')))
    throw new Error('TSUNAGI_MAINTAINER and TSUNAGI_HOMEPAGE are one line each');
  const about = {
    version,
    description,
    homepage: env.TSUNAGI_HOMEPAGE || homepage,
    maintainer,
    synopsis: linux.synopsis,
    copyright,
    menu: linux.desktop.entry,
    category: linux.category,
    fileType: fileAssociations[0],
  };
  const placeholders = Object.entries({ TSUNAGI_MAINTAINER: about.maintainer, TSUNAGI_HOMEPAGE: about.homepage })
    .filter(([, value]) => /example\.(co\.jp|com)/.test(value))
    .map(([name]) => name);
  return { about, placeholders };
}
