import type { SecretDestinationId } from '../../company/connections/secret-destination-ids.ts';

/**
 * Format of a value in the keychain: version, mark, destination, value. Two copies of a company's file (restored backup, copied folder)
 * share one keychain entry; the mark, which the file also contains, shows whether the entry belongs to this file. The destination is
 * stored in the entry, because the file could be changed to name another one.
 */
const MARKED = 'tsunagi-1';
const PLACED = 'tsunagi-2';

export interface MarkedValue {
  readonly value: string;
  /** `null` = saved before the destination was known, or by a version without destinations. */
  readonly place: SecretDestinationId | null;
}

/** Builds the stored text; `place` is encoded as base64url, so it contains no separator. */
export const markSecret = (value: string, mark: string, place: SecretDestinationId | null): string =>
  `${PLACED}:${mark}:${Buffer.from(place ?? '').toString('base64url')}:${value}`;

/** Returns the value with this mark; `null` = it belongs to another copy. `mark: null` = saved by a version without marks. */
export function readMarkedSecret(kept: string, mark: string | null): MarkedValue | null {
  if (mark === null) return kept.startsWith(`${MARKED}:`) || kept.startsWith(`${PLACED}:`) ? null : { value: kept, place: null };
  const marked = `${MARKED}:${mark}:`;
  if (kept.startsWith(marked)) return { value: kept.slice(marked.length), place: null };
  const placed = `${PLACED}:${mark}:`;
  if (!kept.startsWith(placed)) return null;
  const end = kept.indexOf(':', placed.length);
  if (end < 0) return null;
  const place = Buffer.from(kept.slice(placed.length, end), 'base64url').toString();
  return { value: kept.slice(end + 1), place: place === '' ? null : place };
}
