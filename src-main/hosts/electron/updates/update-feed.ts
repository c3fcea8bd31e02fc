import { gt, valid } from 'semver';
import { z } from 'zod';
import { readWebAddress } from '#shared/domain/integration/web-addresses/web-address.ts';
import { toOpenableLink } from '../../policy/open-link.ts';

const MAX_ADDRESS_LENGTH = 2_048;

/** The company's update server. */
export interface UpdateFeed {
  /** Address of the file that contains the latest version. */
  readonly file: string;
  readonly host: string;
  /** Download page, opened in the system browser. */
  readonly page: string;
  readonly pageHost: string;
}

const aboutSchema = z.object({
  homepage: z.string(),
  update: z.object({ feed: z.string().max(MAX_ADDRESS_LENGTH), channel: z.string().regex(/^[a-z][a-z0-9]{0,30}$/) }),
});

/** Returns electron-builder's file name for a system. */
function fileName(channel: string, platform: NodeJS.Platform, arch: string): string {
  if (platform === 'win32') return `${channel}.yml`;
  if (platform === 'darwin') return `${channel}-mac.yml`;
  return `${channel}-linux${arch === 'x64' ? '' : `-${arch}`}.yml`;
}

/** Facts about program and machine. */
export interface UpdateFeedSource {
  /** Content of the program's `package.json`, from the archive whose integrity Electron verifies. */
  readonly about: unknown;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** A packaged program uses https only; in development a local server is allowed. */
  readonly packed: boolean;
}

/** Returns the feed built into the package; `null` if there is none or its address is not permitted. */
export function readUpdateFeed({ about, platform, arch, packed }: UpdateFeedSource): UpdateFeed | null {
  const read = aboutSchema.safeParse(about).data;
  if (read === undefined) return null;
  const address = readWebAddress(read.update.feed);
  const home = readWebAddress(read.homepage);
  if (typeof address === 'string' || address.extra || typeof home === 'string') return null;
  const allowed = address.scheme === 'https' || (!packed && address.local === 'loopback');
  const page = toOpenableLink(read.homepage, [home.host]);
  if (!allowed || page === null) return null;
  const folder = `${address.origin}${address.path.replace(/\/?$/, '/')}`;
  return { file: `${folder}${fileName(read.update.channel, platform, arch)}`, host: address.host, page, pageHost: home.host };
}

/**
 * Returns the version in the feed file if it is newer than this one; `null` if it is not, `undefined` if the file contains no version. Only
 * the version line of electron-builder's YAML is read.
 */
export function findNewerVersion(file: string, current: string): string | null | undefined {
  const named = valid(/^version:[ \t]*['"]?([0-9A-Za-z.+-]{1,64})['"]?[ \t]*\r?$/m.exec(file)?.[1]);
  if (named === null) return undefined;
  return gt(named, current) ? named : null;
}
