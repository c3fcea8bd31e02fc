import type { FileToken, RecognizedList } from '#shared/contract/files.ts';
import type { ImportPreview } from '#shared/contract/imports.ts';

export const SIDES = ['neo-users', 'amazon-users'] as const;
export type ListSide = (typeof SIDES)[number];

/** A file in one of the two places. `note`: what is to be said of how it came there. */
export interface GivenList {
  readonly file: FileToken;
  readonly rows: number;
  readonly note: 'moved' | 'uncertain' | null;
}

export type Lists = Readonly<Record<ListSide, GivenList | null>>;
export const NO_LISTS: Lists = { 'neo-users': null, 'amazon-users': null };

/** Files that are no list of users, whatever place they were put in. */
export type Refused = Exclude<RecognizedList, ListSide>;

/** Puts a file where it belongs, whichever place it was given to; what says nothing of itself stays where it was put. */
export function placeList(
  lists: Lists,
  place: ListSide,
  file: FileToken,
  { list, rows }: { readonly list: RecognizedList | null; readonly rows: number },
): { readonly lists: Lists; readonly refused: Refused | null } {
  if (list === 'order-report' || list === 'amazon-groups' || list === 'own-report') return { lists, refused: list };
  const side = list ?? place;
  const note = list === null ? 'uncertain' : list === place ? null : 'moved';
  return { lists: { ...lists, [side]: { file, rows, note } }, refused: null };
}

/** Whether somebody has to look at the list before it is imported: a question is open, or rows cannot be taken. */
export const needsLook = ({ looksLike, missing, badRows, words, separators }: ImportPreview): boolean =>
  looksLike !== null ||
  missing.length > 0 ||
  badRows.rows > 0 ||
  words.some((field) => field.words.some(({ by }) => by === 'none')) ||
  separators.some(({ by, doubtful }) => by === 'detected' && doubtful.length > 0);

/** A name that no company here has yet: the wanted one, or the same with a number. */
export function freeName(wanted: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!taken.includes(name)) return name;
  }
}
