/**
 * How a secret's value lies in the keychain: behind the mark that the company's file notes of it. The file of a company may exist twice (a
 * backup that was restored elsewhere, a copied data folder), and both have the same place in the keychain: by the mark each knows whether what
 * lies there is the value that its own notes are about, above all of where it may be sent.
 */
const PREFIX = 'tsunagi-1';

export const withMark = (value: string, mark: string): string => `${PREFIX}:${mark}:${value}`;

/** The value behind this mark; `null` = it is another one's. `mark` `null`: kept by a version that set no marks. */
export function behindMark(kept: string, mark: string | null): string | null {
  if (mark === null) return kept.startsWith(`${PREFIX}:`) ? null : kept;
  const before = withMark('', mark);
  return kept.startsWith(before) ? kept.slice(before.length) : null;
}
