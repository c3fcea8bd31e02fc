import { hasScheme, readWebAddress, type WebAddressFault } from './web-address.ts';

/** File name extension of NEO's modules: `.cgi` on Linux, `.exe` on Windows (IIS). Source: docs/domain/neo.md#api. */
export type ModuleExtension = '.cgi' | '.exe';

/** A possible location of NEO's modules. */
export interface ModuleLocation {
  /** URL of the folder, with a trailing slash. */
  readonly folder: string;
  readonly ending: ModuleExtension;
}

/** The address of a NEO server as entered by an administrator. */
export interface NeoAddress {
  readonly origin: string;
  /** Candidate URLs, most likely first; only one if the address names a module. */
  readonly places: readonly [ModuleLocation, ...ModuleLocation[]];
  /** The module in the address (`dneo.exe`); `''` = none. */
  readonly module: string;
}

/** Standard locations for an address without a path, in order. Source: docs/domain/neo.md#api. */
const USUAL_PLACES = [
  { path: '/cgi-bin/dneo/', ending: '.cgi' },
  { path: '/scripts/dneo/', ending: '.exe' },
] as const;

/** Program folders of both kinds of web servers, which contain NEO's folder. */
const PROGRAMS: ReadonlyMap<string, ModuleExtension> = new Map([
  ['cgi-bin', '.cgi'],
  ['scripts', '.exe'],
]);

const MODULE = /^[^/]+(\.(?:cgi|exe))$/i;
const PAGE = /\.(?:html?|aspx?|php|jsp)$/i;
/** Characters around an address pasted from mails and chats. */
const SURROUNDING_CHARACTERS = /^[\s<"'「『]+|[\s>"'」』]+$/g;

/**
 * Parses a pasted address: of `dneo.cgi` or `dneo.exe`, of another module or page beside it, of the folder, or the bare host. Query and
 * hash are ignored; the default scheme is https. `SecretDestination` decides whether the key may be sent there.
 */
export function readNeoAddress(text: string): NeoAddress | WebAddressFault | 'empty' {
  const [bare = ''] = text.replace(SURROUNDING_CHARACTERS, '').split(/[?#]/, 1);
  if (bare === '') return 'empty';
  const read = readWebAddress(hasScheme(bare) ? bare : `https://${bare}`);
  if (typeof read === 'string') return read;
  const { origin, path } = read;
  const segments = path.split('/').filter((segment) => segment !== '');
  const at = segments.findIndex((segment) => MODULE.test(segment));
  const module = segments[at];
  if (module === undefined) return { origin, places: placesBelow(origin, segments), module: '' };
  const ending = module.toLowerCase().endsWith('.exe') ? '.exe' : '.cgi';
  const named = { folder: folderOf(origin, segments.slice(0, at)), ending } as const;
  // Programs directly below the host are rare; usually the folder is missing in the input.
  return { origin, places: at === 0 ? [named, usualPlace(origin, ending)] : [named], module };
}

/** The origin of an address with unencrypted http to another machine; otherwise `null`. */
export function getUnencryptedOrigin(text: string): string | null {
  const read = readNeoAddress(text);
  if (typeof read === 'string') return null;
  const server = readWebAddress(read.origin);
  return typeof server !== 'string' && server.scheme === 'http' && server.local === null ? server.origin : null;
}

/** The same folder with the other extension, because users may type `.cgi` out of habit. */
export const switchModuleExtension = ({ folder, ending }: ModuleLocation): ModuleLocation => ({
  folder,
  ending: ending === '.cgi' ? '.exe' : '.cgi',
});

/** The URL of a module of a NEO server. */
export const buildModuleUrl = ({ folder, ending }: ModuleLocation, module: string): string => `${folder}${module}${ending}`;

/** The URL known to users: that of NEO's own page. */
export const buildPageUrl = (place: ModuleLocation): string => buildModuleUrl(place, 'dneo');

/**
 * True for file names of NEO's modules (`dneo.cgi`, `dneor.exe`, `zsaml.cgi`, `appsr.cgi`) and of the gateway. Source:
 * docs/domain/neo.md#api.
 */
export const isNeoModule = (module: string): boolean => /^(?:dneo[a-z0-9]*|z[a-z0-9]+|appsr|tsunagi)\.(?:cgi|exe)$/i.test(module);

function placesBelow(origin: string, segments: readonly string[]): NeoAddress['places'] {
  const last = segments.at(-1);
  const first = usualPlace(origin, '.cgi');
  const usual = [first, usualPlace(origin, '.exe')] as const;
  if (last === undefined) return usual;
  // The modules may be in the folder of a page or anywhere on its server.
  if (PAGE.test(last)) return segments.length === 1 ? usual : distinct([...bothEndings(origin, segments.slice(0, -1)), ...usual]);
  const programs = PROGRAMS.get(last.toLowerCase());
  if (programs !== undefined) return [{ folder: folderOf(origin, [...segments, 'dneo']), ending: programs }];
  return bothEndings(origin, segments);
}

/** The folder name indicates the likely kind of server; the other kind is tried second. */
function bothEndings(origin: string, segments: readonly string[]): readonly [ModuleLocation, ModuleLocation] {
  const likely = segments.some((segment) => PROGRAMS.get(segment.toLowerCase()) === '.exe') ? '.exe' : '.cgi';
  const place = { folder: folderOf(origin, segments), ending: likely } as const;
  return [place, switchModuleExtension(place)];
}

const folderOf = (origin: string, segments: readonly string[]): string => `${origin}/${segments.map((segment) => `${segment}/`).join('')}`;

function usualPlace(origin: string, wanted: ModuleExtension): ModuleLocation {
  const { path, ending } = USUAL_PLACES.find((usual) => usual.ending === wanted) ?? USUAL_PLACES[0];
  return { folder: `${origin}${path}`, ending };
}

function distinct(places: readonly ModuleLocation[]): NeoAddress['places'] {
  return [...new Map(places.map((place) => [buildPageUrl(place), place])).values()] as unknown as NeoAddress['places'];
}
