import type { SecretPlace } from '../../company/secret-places.ts';

/**
 * How a secret's value lies in the keychain: behind the mark that the company's file notes of it, and the place it may be sent to. The file of
 * a company may exist twice (a backup that was restored elsewhere, a copied data folder), and both have the same entry in the keychain: by the
 * mark each knows whether what lies there is the value that its own notes are about. The place is here and not in the file alone, as whoever
 * can write the file could name another one.
 */
const MARKED = 'tsunagi-1';
const PLACED = 'tsunagi-2';

export interface MarkedValue {
  readonly value: string;
  /** `null` = it was kept before its place was known, or by a version that kept none with it. */
  readonly place: SecretPlace | null;
}

/** `place`: base64url, so that no character of it ends it. */
export const withMark = (value: string, mark: string, place: SecretPlace | null): string =>
  `${PLACED}:${mark}:${Buffer.from(place ?? '').toString('base64url')}:${value}`;

/** The value behind this mark; `null` = it is another one's. `mark` `null`: kept by a version that set no marks. */
export function behindMark(kept: string, mark: string | null): MarkedValue | null {
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
