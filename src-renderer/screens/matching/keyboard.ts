import type { KeyPress } from '#renderer/parts/data-table/table-keys.ts';

/** What a letter does among the findings, beside what every table knows. `null`: nothing. */
export type FindingKey = 'copy' | 'search' | 'adopt' | 'accept' | 'assign' | 'note' | null;

/** The letters of an IME composition and the shortcuts of the window and the system are left alone. */
export function findingKey(press: KeyPress, { index, chosen }: { readonly index: number; readonly chosen: boolean }): FindingKey {
  if (press.isComposing || press.altKey || press.ctrlKey || press.metaKey) return null;
  // What is done is done to the chosen rows, else to the active one.
  const about = (key: 'adopt' | 'accept' | 'assign' | 'note'): FindingKey => (chosen || index >= 0 ? key : null);
  switch (press.key.toLowerCase()) {
    case 'c':
      return index < 0 ? null : 'copy';
    case 'a':
      return about('adopt');
    case 'i':
      return about('accept');
    case 'o':
    case 't':
      return about('assign');
    case 'n':
      return about('note');
    case '/':
      return 'search';
    default:
      return null;
  }
}
