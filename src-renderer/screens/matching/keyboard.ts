import type { KeyPress } from '#renderer/parts/data-table/table-keys.ts';

/** What a letter does among the findings, beside what every table knows. `null`: nothing. */
export type FindingKey = 'copy' | 'search' | 'undo' | 'adopt' | 'accept' | 'assign' | 'note' | null;

/** The letters of an IME composition and the shortcuts of the system but 'undo' are left alone. */
export function findingKey(press: KeyPress, { index, chosen }: { readonly index: number; readonly chosen: boolean }): FindingKey {
  if (press.isComposing || press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return press.key === 'z' && !press.shiftKey ? 'undo' : null;
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
