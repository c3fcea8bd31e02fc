import type * as z from 'zod/mini';
import { isScreenId, type ParamValue, SCREEN_PARAMS, type ScreenId, type ScreenParams } from './screen-params.ts';

/** Form of an address: `#/<company>/<screen>?<params>`. */
export interface Address {
  /** The company's id; `null` if the address has none. */
  readonly company: string | null;
  readonly screen: ScreenId;
  readonly params: ScreenParams[ScreenId];
  /** Part of the address could not be read, for example from an older version. */
  readonly misread: boolean;
}

export const FIRST_SCREEN: ScreenId = 'readiness';
/** Longer fragments are ignored; ours are far shorter. */
const MAX_ADDRESS_LENGTH = 4_000;

const written = (value: ParamValue): string => (typeof value === 'object' ? value.join(',') : String(value));

/** The part of an address after `#`. Omitted parameters are not written. */
export function formatScreenAddress<S extends ScreenId>(company: string | null, screen: S, params: ScreenParams[S]): string {
  if (company === null) return '/';
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params as Readonly<Record<string, ParamValue | undefined>>))
    if (value !== undefined) query.set(name, written(value));
  return `/${encodeURIComponent(company)}/${screen}${query.size === 0 ? '' : `?${query}`}`;
}

const decoded = (part: string): string | null => {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
};

/** Parses the known parts and returns whether everything was known. */
export function parseScreenAddress(address: string): Address {
  const [path = '', query = ''] = address.slice(0, MAX_ADDRESS_LENGTH).split(/\?(.*)/s);
  const [before, first, second, ...rest] = path.split('/');
  const company = first === undefined || first === '' ? null : decoded(first);
  const isKnown = second !== undefined && isScreenId(second);
  const screen = isKnown ? second : FIRST_SCREEN;
  const fields: Readonly<Record<string, z.ZodMiniType<ParamValue, string>>> = SCREEN_PARAMS[screen];
  const params: Record<string, ParamValue> = {};
  let misread =
    before !== '' || rest.length > 0 || (first !== undefined && first !== '' && company === null) || (second !== undefined && !isKnown);
  for (const [name, raw] of new URLSearchParams(query)) {
    const read = Object.hasOwn(fields, name) ? fields[name]?.safeParse(raw) : undefined;
    if (read?.success === true) params[name] = read.data;
    misread ||= read?.success !== true || (typeof read.data === 'object' && read.data.length < raw.split(',').filter(Boolean).length);
  }
  return { company, screen, params, misread: misread || address.length > MAX_ADDRESS_LENGTH };
}

/** Extracts the route from a pasted link; `null` if there is none. */
export function extractScreenAddress(pasted: string): string | null {
  const at = pasted.indexOf('#/');
  const address = at < 0 ? null : pasted.slice(at + 1).trim();
  return address === null || address.length > MAX_ADDRESS_LENGTH || !/^\/[\w%-]+\/\w+(\?\S*)?$/.test(address) ? null : address;
}
