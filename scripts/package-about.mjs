// Facts about product and publisher for packages, from electron-builder.yml, package.json and the environment.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inRoot } from './project.mjs';

const require = createRequire(import.meta.url);

/** Reads electron-builder.yml with the library that electron-builder itself uses. */
export function builderConfiguration() {
  const fromBuilder = createRequire(require.resolve('electron-builder/package.json'));
  const library = dirname(fromBuilder.resolve('app-builder-lib/package.json'));
  return createRequire(join(library, 'package.json'))('js-yaml').load(readFileSync(inRoot('electron-builder.yml'), 'utf8'));
}

/**
 * Returns the update feed of this release from `TSUNAGI_UPDATE_FEED` and `TSUNAGI_UPDATE_CHANNEL`; `null` if not set. Throws for a feed
 * that the program would refuse.
 * @param {NodeJS.ProcessEnv} env
 * @param {{ placeholders: string[] }} about
 * @returns {{ feed: string, channel: string } | null}
 */
export function updateFeed(env, { placeholders }) {
  const feed = env.TSUNAGI_UPDATE_FEED ?? '';
  const channel = env.TSUNAGI_UPDATE_CHANNEL || 'latest';
  if (feed === '') return null;
  const address = URL.parse(feed);
  if (address?.protocol !== 'https:' || address.username !== '' || address.password !== '' || address.search !== '' || address.hash !== '')
    throw new Error('TSUNAGI_UPDATE_FEED is an https address of a folder, without a user');
  if (!/^[a-z][a-z0-9]{0,30}$/.test(channel)) throw new Error('TSUNAGI_UPDATE_CHANNEL is a word of small letters and digits');
  if (placeholders.includes('TSUNAGI_HOMEPAGE'))
    throw new Error('TSUNAGI_UPDATE_FEED needs TSUNAGI_HOMEPAGE: the page where people get a later version');
  return { feed: address.href, channel };
}

/**
 * Returns the facts. `placeholders` lists whether maintainer and homepage are still the example addresses of the repository.
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
