import type { KeyPress } from '#renderer/parts/data-table/table-keys.ts';

/** Keyboard commands for findings besides the table's. `null` = none. */
export type FindingCommand = 'copy' | 'search' | 'adopt' | 'adoptGroup' | 'accept' | 'assign' | 'note' | null;

/** Ignores keys during IME composition and shortcuts of window and system. */
export function getFindingCommand(
  press: KeyPress,
  { index, chosen }: { readonly index: number; readonly chosen: boolean },
): FindingCommand {
  if (press.isComposing || press.altKey || press.ctrlKey || press.metaKey) return null;
  // Commands act on the selected rows, else on the active one.
  const about = (key: 'adopt' | 'accept' | 'assign' | 'note'): FindingCommand => (chosen || index >= 0 ? key : null);
  switch (press.key.toLowerCase()) {
    case 'c':
      return index < 0 ? null : 'copy';
    case 'a':
      return press.shiftKey ? (index < 0 ? null : 'adoptGroup') : about('adopt');
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
