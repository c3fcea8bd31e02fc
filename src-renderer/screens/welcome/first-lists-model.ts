import type { FileToken, RecognizedList } from '#shared/contract/files.ts';
import type { ImportPreview } from '#shared/contract/imports/imports.ts';

export const SIDES = ['neo-users', 'amazon-users'] as const;
export type ListSide = (typeof SIDES)[number];

/** A file for one of the two lists. `note`: how it was assigned. */
export interface AssignedList {
  readonly file: FileToken;
  readonly rows: number;
  readonly note: 'moved' | 'uncertain' | null;
}

export type AssignedLists = Readonly<Record<ListSide, AssignedList | null>>;
export const NO_LISTS: AssignedLists = { 'neo-users': null, 'amazon-users': null };

/** Files that are not lists of users. */
export type UnsupportedList = Exclude<RecognizedList, ListSide>;

/** Assigns a file to its side by content; an unrecognized one stays on the side where it was dropped. */
export function assignListToSide(
  lists: AssignedLists,
  place: ListSide,
  file: FileToken,
  { list, rows }: { readonly list: RecognizedList | null; readonly rows: number },
): { readonly lists: AssignedLists; readonly refused: UnsupportedList | null } {
  if (list === 'order-report' || list === 'amazon-groups' || list === 'own-report') return { lists, refused: list };
  const side = list ?? place;
  const note = list === null ? 'uncertain' : list === place ? null : 'moved';
  return { lists: { ...lists, [side]: { file, rows, note } }, refused: null };
}

/** Returns whether the list needs a check before import: an open question, or bad rows. */
export const needsReview = ({ looksLike, missing, badRows, words, separators }: ImportPreview): boolean =>
  looksLike !== null ||
  missing.length > 0 ||
  badRows.rows > 0 ||
  words.some((field) => field.words.some(({ by }) => by === 'none')) ||
  separators.some(({ by, doubtful }) => by === 'detected' && doubtful.length > 0);

/** An unused company name: the wanted one, or with a number. */
export function findFreeName(wanted: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!taken.includes(name)) return name;
  }
}
