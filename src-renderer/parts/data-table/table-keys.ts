/** Effect of a key in a table: a row to move to, or an action. `null`: the key is left to the browser or the screen. */
export type TableKeyAction =
  | { readonly move: number; readonly extend: boolean }
  | 'open'
  | 'toggle'
  | 'all'
  | 'none'
  | 'copy'
  | 'print'
  | null;

interface Situation {
  /** Index of the active row, -1 without one. */
  readonly index: number;
  readonly total: number;
  /** Number of rows that fit on screen completely. */
  readonly pageRows: number;
  /** The table has focus, or nothing has. Otherwise only J and K are handled, so that buttons and lists keep their keys. */
  readonly inTable: boolean;
  /** Rows are selected; Escape clears the selection. */
  readonly chosen: boolean;
}

/** The parts of a key press that decide; a DOM `KeyboardEvent` has them. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
}

/**
 * Returns the effect of a key in every table. Keys of an IME composition and system shortcuts are ignored, except those for select all,
 * copy and print.
 */
export function getTableKeyAction(press: KeyPress, { index, total, pageRows, inTable, chosen }: Situation): TableKeyAction {
  if (press.isComposing || press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return inTable && total > 0 ? shortcut(press, index >= 0 || chosen) : null;
  const to = (wanted: number, extend = press.shiftKey): TableKeyAction =>
    total === 0 ? null : { move: Math.min(total - 1, Math.max(0, wanted)), extend };
  const before = index < 0 ? 0 : index - 1;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  if (key === 'j') return to(index + 1, false);
  if (key === 'k') return to(before, false);
  if (!inTable) return null;
  switch (key) {
    case 'ArrowDown':
      return to(index + 1);
    case 'ArrowUp':
      return to(before);
    case 'PageDown':
      return to(Math.max(0, index) + pageRows);
    case 'PageUp':
      return to(index - pageRows);
    case 'Home':
      return to(0);
    case 'End':
      return to(total - 1);
    case 'Enter':
      return index < 0 ? null : 'open';
    case ' ':
      return index < 0 ? null : 'toggle';
    case 'Escape':
      return chosen ? 'none' : null;
    default:
      return null;
  }
}

/** `about`: rows are selected or one is active, so that copying is possible. */
function shortcut({ key, shiftKey }: KeyPress, about: boolean): TableKeyAction {
  if (shiftKey) return null;
  return key === 'a' ? 'all' : key === 'c' && about ? 'copy' : key === 'p' ? 'print' : null;
}
