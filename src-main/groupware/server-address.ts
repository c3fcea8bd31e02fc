import { ExpectedError } from '#shared/contract/result.ts';
import { type DestinationFault, SecretDestination } from '#shared/domain/integration/secret-destination.ts';
import { hasScheme } from '#shared/domain/integration/web-address.ts';

/** Where a server's modules are. */
export interface ServerAddress {
  /** `https://host/cgi-bin/dneo/`: module files lie directly below. */
  readonly folder: string;
  /** The same place as an administrator knows it: the address of `dneo.cgi`. */
  readonly address: string;
  /** The folder, as somewhere that a key may be sent to. */
  readonly destination: SecretDestination;
}

/** Where an address without a path leads. Source: docs/domain/neo.md#api. */
const USUAL_FOLDER = '/cgi-bin/dneo/';

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
};

/**
 * Accepts what people copy: the address of `dneo.cgi` or of another page beside it (query and hash are dropped), the
 * folder, or the bare host; without a scheme, https is meant. Throws `server-address-invalid` with `why`:
 * `empty`, `not-an-address`, `scheme`, `http` (unprotected, other than loopback) or `credentials`.
 */
export function parseServerAddress(text: string): ServerAddress {
  const trimmed = text.trim();
  if (trimmed === '') throw invalid('empty', '');
  // What follows the path is a page's own business, whatever letters are in it.
  const [bare = ''] = trimmed.split(/[?#]/, 1);
  const given = destinationOf(hasScheme(bare) ? bare : `https://${bare}`, trimmed);
  const segments = given.address.path.split('/');
  if (/\.(cgi|exe|html?)$/i.test(segments.at(-1) ?? '')) segments.pop();
  const path = `${segments.join('/').replace(/\/+$/, '')}/`;
  const folder = `${given.origin}${path === '/' ? USUAL_FOLDER : path}`;
  return { folder, address: `${folder}dneo.cgi`, destination: destinationOf(folder, trimmed) };
}

function destinationOf(text: string, typed: string): SecretDestination {
  const destination = SecretDestination.of('groupware', text);
  if (typeof destination !== 'string') return destination;
  const why = WHY[destination];
  // What may hold a password is not told again.
  throw invalid(why, why === 'credentials' ? '' : why === 'scheme' ? text.slice(0, text.indexOf(':')).toLowerCase() : typed);
}

function invalid(why: string, given: string): ExpectedError {
  return new ExpectedError('server-address-invalid', { why, address: given.slice(0, 200) });
}
