import { gt, valid } from 'semver';
import { z } from 'zod';
import { readWebAddress } from '#shared/domain/integration/web-address.ts';
import { openableLink } from '../policy/open-link.ts';

const LONGEST_ADDRESS = 2_048;

/** Where the company keeps what it gives out. */
export interface UpdateFeed {
  /** The file that names the latest version. */
  readonly file: string;
  readonly host: string;
  /** Where people get a package; opened by the system's browser. */
  readonly page: string;
  readonly pageHost: string;
}

const aboutSchema = z.object({
  homepage: z.string(),
  update: z.object({ feed: z.string().max(LONGEST_ADDRESS), channel: z.string().regex(/^[a-z][a-z0-9]{0,30}$/) }),
});

/** How electron-builder names the file for a system. */
function fileName(channel: string, platform: NodeJS.Platform, arch: string): string {
  if (platform === 'win32') return `${channel}.yml`;
  if (platform === 'darwin') return `${channel}-mac.yml`;
  return `${channel}-linux${arch === 'x64' ? '' : `-${arch}`}.yml`;
}

/** What is told of the program and of the machine. */
export interface FeedParts {
  /** The program's own `package.json`, which packing wrote: it is part of the archive that Electron checks. */
  readonly about: unknown;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** A packed program asks over https only; while developing a server of this machine may answer too. */
  readonly packed: boolean;
}

/** The feed that the package was made with; `null` where it has none, or one that is not to be asked. */
export function readUpdateFeed({ about, platform, arch, packed }: FeedParts): UpdateFeed | null {
  const read = aboutSchema.safeParse(about).data;
  if (read === undefined) return null;
  const address = readWebAddress(read.update.feed);
  const home = readWebAddress(read.homepage);
  if (typeof address === 'string' || address.extra || typeof home === 'string') return null;
  const allowed = address.scheme === 'https' || (!packed && address.local === 'loopback');
  const page = openableLink(read.homepage, [home.host]);
  if (!allowed || page === null) return null;
  const folder = `${address.origin}${address.path.replace(/\/?$/, '/')}`;
  return { file: `${folder}${fileName(read.update.channel, platform, arch)}`, host: address.host, page, pageHost: home.host };
}

/**
 * The version that the feed's file names, where it is later than this one; `null` where it is not, `undefined` where it names
 * none. The file is YAML as electron-builder writes it; only its one line about the version is looked at.
 */
export function laterVersion(file: string, current: string): string | null | undefined {
  const named = valid(/^version:[ \t]*['"]?([0-9A-Za-z.+-]{1,64})['"]?[ \t]*\r?$/m.exec(file)?.[1]);
  if (named === null) return undefined;
  return gt(named, current) ? named : null;
}
