import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import {
  buildModuleUrl,
  buildPageUrl,
  type ModuleLocation,
  readNeoAddress,
  switchModuleExtension,
} from '#shared/domain/integration/web-addresses/neo-address.ts';
import {
  type DestinationFault,
  type PlainHttpPermission,
  SecretDestination,
} from '#shared/domain/integration/web-addresses/secret-destination.ts';

/** A module path to which a key may be sent. */
export interface ServerModulePath extends ModuleLocation {
  readonly destination: SecretDestination;
  /** Address of `dneo.cgi` or `dneo.exe` at this path, which administrators know. */
  readonly page: string;
}

/** Possible paths of a server's modules. */
export interface ServerAddress {
  readonly origin: string;
  /** Possible paths, most likely first; only one if the address names a module. */
  readonly places: readonly [ServerModulePath, ...ServerModulePath[]];
  /** Module named in the address; `''` = none. */
  readonly module: string;
  /** Permission for unencrypted http with which the address was parsed. */
  readonly plainHttp: PlainHttpPermission | null;
}

const WHY: Readonly<Record<DestinationFault, string>> = {
  characters: 'not-an-address',
  shape: 'not-an-address',
  host: 'not-an-address',
  foreign: 'not-an-address',
  port: 'not-an-address',
  path: 'not-an-address',
  scheme: 'scheme',
  credentials: 'credentials',
  unprotected: 'http',
  public: 'http-public',
};

/**
 * Parses a typed address (`readNeoAddress`). Throws `server-address-invalid` with `why`: `empty`, `not-an-address`, `scheme`, `http`
 * (unencrypted, neither loopback nor permitted by `plainHttp`), `http-public` or `credentials`.
 */
export function parseServerAddress(text: string, plainHttp: PlainHttpPermission | null): ServerAddress {
  const typed = text.trim();
  const read = readNeoAddress(text);
  if (read === 'empty') throw invalid('empty', '');
  if (typeof read === 'string') throw faulty(read, typed);
  const [first, ...others] = read.places;
  const place = (each: ModuleLocation): ServerModulePath => placeOf(each, typed, plainHttp);
  return { ...read, plainHttp, places: [place(first), ...others.map(place)] };
}

/** Returns the origin of an address, even if no key may be sent there. Throws `server-address-invalid`. */
export function parseServerOrigin(text: string): string {
  const read = readNeoAddress(text);
  if (read === 'empty') throw invalid('empty', '');
  if (typeof read === 'string') throw faulty(read, text.trim());
  return read.origin;
}

/** Returns the same URL with the other module extension (.cgi / .exe). */
export const toPathWithOtherExtension = ({ plainHttp }: ServerAddress, place: ServerModulePath): ServerModulePath =>
  placeOf(switchModuleExtension(place), place.page, plainHttp);

/** Returns the URL for calling a module. */
export const getModuleUrl = (place: ServerModulePath, module: string): URL => new URL(buildModuleUrl(place, module));

function placeOf(place: ModuleLocation, typed: string, plainHttp: PlainHttpPermission | null): ServerModulePath {
  const destination = SecretDestination.of('groupware', place.folder, plainHttp);
  if (typeof destination === 'string') throw faulty(destination, typed);
  return { ...place, destination, page: buildPageUrl(place) };
}

function faulty(fault: DestinationFault, typed: string): ExpectedError {
  const why = WHY[fault];
  // The text may contain a password, so the failure does not repeat it.
  return invalid(why, why === 'credentials' ? '' : why === 'scheme' ? typed.slice(0, typed.indexOf(':')).toLowerCase() : typed);
}

function invalid(why: string, given: string): ExpectedError {
  return new ExpectedError('server-address-invalid', { why, address: given.slice(0, 200) });
}
