import { hasScheme, readWebAddress, type WebAddressFault } from './web-address.ts';

/** What the name of every module ends in: `.cgi` on Linux, `.exe` on Windows (IIS). Source: docs/domain/neo.md#api. */
export type ModuleEnding = '.cgi' | '.exe';

/** Where NEO's modules lie, or may lie. */
export interface ModuleLocation {
  /** An address with a slash at its end. */
  readonly folder: string;
  readonly ending: ModuleEnding;
}

/** The address of a NEO as an administrator knows it. */
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

/** Folders of programs in which the two kinds of web servers keep NEO's own folder. */
const PROGRAMS: ReadonlyMap<string, ModuleEnding> = new Map([
  ['cgi-bin', '.cgi'],
  ['scripts', '.exe'],
]);

const MODULE = /^[^/]+(\.(?:cgi|exe))$/i;
const PAGE = /\.(?:html?|aspx?|php|jsp)$/i;
/** What mails and chats put around an address. */
const AROUND = /^[\s<"'「『]+|[\s>"'」』]+$/g;

/**
 * Reads what people paste: the address of `dneo.cgi` or `dneo.exe`, of another module or page beside it, the folder, or the bare host. Query
 * and hash are a page's own business; without a scheme, https is meant. Whether a key may go there is asked of `SecretDestination`.
 */
export function readNeoAddress(text: string): NeoAddress | WebAddressFault | 'empty' {
  const [bare = ''] = text.replace(AROUND, '').split(/[?#]/, 1);
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
  // Programs right below the host are rare: most often the folder was left out.
  return { origin, places: at === 0 ? [named, usualPlace(origin, ending)] : [named], module };
}

/** The server of an address that is reached by unencrypted http and lies beyond this machine; `null` = any other, or none. */
export function unprotectedOrigin(text: string): string | null {
  const read = readNeoAddress(text);
  if (typeof read === 'string') return null;
  const server = readWebAddress(read.origin);
  return typeof server !== 'string' && server.scheme === 'http' && server.local === null ? server.origin : null;
}

/** The same folder with the other ending: a typed `.cgi` may be a habit. */
export const withOtherEnding = ({ folder, ending }: ModuleLocation): ModuleLocation => ({
  folder,
  ending: ending === '.cgi' ? '.exe' : '.cgi',
});

/** The address of a module of a NEO. */
export const moduleAddress = ({ folder, ending }: ModuleLocation, module: string): string => `${folder}${module}${ending}`;

/** The address by which people know the place: that of NEO's own page. */
export const pageAddress = (place: ModuleLocation): string => moduleAddress(place, 'dneo');

/** Whether a file's name is one of NEO's modules (`dneo.cgi`, `dneor.exe`, `zsaml.cgi`, `appsr.cgi`) or of the gateway. Source: docs/domain/neo.md#api. */
export const isNeoModule = (module: string): boolean => /^(?:dneo[a-z0-9]*|z[a-z0-9]+|appsr|tsunagi)\.(?:cgi|exe)$/i.test(module);

function placesBelow(origin: string, segments: readonly string[]): NeoAddress['places'] {
  const last = segments.at(-1);
  const first = usualPlace(origin, '.cgi');
  const usual = [first, usualPlace(origin, '.exe')] as const;
  if (last === undefined) return usual;
  // A page is in the folder of the modules, or anywhere on their server.
  if (PAGE.test(last)) return segments.length === 1 ? usual : distinct([...bothEndings(origin, segments.slice(0, -1)), ...usual]);
  const programs = PROGRAMS.get(last.toLowerCase());
  if (programs !== undefined) return [{ folder: folderOf(origin, [...segments, 'dneo']), ending: programs }];
  return bothEndings(origin, segments);
}

/** The folder name suggests the kind of server; the other kind is tried second. */
function bothEndings(origin: string, segments: readonly string[]): readonly [ModuleLocation, ModuleLocation] {
  const likely = segments.some((segment) => PROGRAMS.get(segment.toLowerCase()) === '.exe') ? '.exe' : '.cgi';
  const place = { folder: folderOf(origin, segments), ending: likely } as const;
  return [place, withOtherEnding(place)];
}

const folderOf = (origin: string, segments: readonly string[]): string => `${origin}/${segments.map((segment) => `${segment}/`).join('')}`;

function usualPlace(origin: string, wanted: ModuleEnding): ModuleLocation {
  const { path, ending } = USUAL_PLACES.find((usual) => usual.ending === wanted) ?? USUAL_PLACES[0];
  return { folder: `${origin}${path}`, ending };
}

function distinct(places: readonly ModuleLocation[]): NeoAddress['places'] {
  return [...new Map(places.map((place) => [pageAddress(place), place])).values()] as unknown as NeoAddress['places'];
}
